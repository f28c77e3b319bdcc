import EventLoop
import Glibc
import HTTP
import Processes
import Supervisor
import Testing

/// What the supervisor does while the system runs.
@Suite(.serialized) struct KeepingTests {
    @Test func `a process that is killed is started again, and nobody is refused meanwhile`() throws
    {
        try Site.visit { site in
            _ = try await site.up()
            let address = try await site.publicAddress()
            for restarts in 1...3 {
                let front = try await site.identity("front")
                front.signal(.kill)
                #expect(await front.ended(by: .distantFuture, on: site.loop))
                for _ in 1...10 {
                    #expect(try await site.ask(address, "/static").status == .ok)
                }
                _ = try await site.wait { $0.isReady && $0.restarts == restarts }
                #expect(try await site.identity("front") != front)
            }
        }
    }

    @Test func `a process beside it keeps its address when it is started again`() throws {
        try Site.visit { site in
            _ = try await site.up()
            let address = try await site.publicAddress()
            let beside = try await site.identity("beside")
            beside.signal(.kill)
            #expect(await beside.ended(by: .distantFuture, on: site.loop))
            _ = try await site.wait { $0.isReady && $0.restarts == 1 }
            #expect(try await site.ask(address, "/proxy/static").status == .ok)
        }
    }

    @Test func `a process that hangs is killed and started again`() throws {
        try Site.visit { site in
            let settings = ["SUPERVISOR_PROBE_INTERVAL": "10", "SUPERVISOR_PROBE_LIMIT": "100"]
            _ = try await site.up(settings)
            let front = try await site.identity("front")
            kill(front.id, SIGSTOP)
            _ = try await site.wait { $0.isReady && $0.restarts == 1 }
            #expect(!front.isRunning)
            let log = try site.folder.log(of: "supervisor").lastLines(50).joined()
            #expect(log.contains("it hung: /livez did not answer"))
        }
    }

    @Test func `one that dies again and again is started ever more rarely`() throws {
        try Site.visit { site in
            _ = try await site.up()
            for restarts in 1...3 {
                try await site.identity("front").signal(.kill)
                _ = try await site.wait { $0.isReady && $0.restarts == restarts }
            }
            let log = try site.folder.log(of: "supervisor").lastLines(50).joined(separator: "\n")
            for milliseconds in [50, 100, 200] {
                #expect(log.contains(#""inMilliseconds":\#(milliseconds)}"#))
            }
        }
    }

    // MARK: Half-dead runs

    @Test func `what a killed supervisor left behind is told, ended and begun anew`() throws {
        try Site.visit { site in
            _ = try await site.up()
            let front = try await site.identity("front")
            let supervisor = try await site.identity("supervisor")
            supervisor.signal(.kill)
            #expect(await supervisor.ended(by: .distantFuture, on: site.loop))
            let status = try await site.baedal("status")
            #expect(status.status == 3)
            #expect(status.said.contains("front (pid \(front.id))"))

            let up = try await site.up()
            #expect(up.status == 0)
            #expect(
                up.said.contains("had left front (pid \(front.id)) running: it is ended now.\n"))
            #expect(!front.isRunning)
            #expect(try await site.report().isReady)
        }
    }

    @Test func `a number that another process has got since is nobody of ours`() throws {
        try Site.visit { site in
            try site.folder.make()
            let own = try #require(ProcessIdentity.own)
            // This very process, as it would have been had it begun at another time.
            try TextFile.write("\(own.id) 1\n", to: "\(site.folder.run)/front.pid")
            #expect(try await site.baedal("status").said.hasPrefix("Nothing runs here."))
            #expect(try await site.up().status == 0)
        }
    }

    // MARK: Stopping

    @Test func `stop lets a request under way be answered`() throws {
        try Site.visit { site in
            _ = try await site.up()
            let stream = try await Transport.sockets.connect(
                to: site.publicAddress(), on: site.loop, by: .distantFuture)
            let head = "POST /echo HTTP/1.1\r\nHost: probe\r\nContent-Length: 4\r\n\r\nab"
            try await stream.writeAll(Array(head.utf8))
            // Another request is answered: the first one is with its handler by then.
            #expect(try await site.ask(site.publicAddress(), "/static").status == .ok)
            let stop = try site.begin(["stop"])
            _ = try await site.wait { report in
                report.processes.contains { $0.name == "front" && $0.state == .stopping }
            }
            try await stream.writeAll(Array("cd".utf8))
            let answer = String(decoding: try await stream.readToEnd(), as: UTF8.self)
            stream.close()
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.hasSuffix("\r\n\r\nabcd"))
            let outcome = try await stop.outcome()
            #expect(outcome.status == 0)
            #expect(outcome.said.contains("front finished and ended in "))
            #expect(try ProcessRecords.left(by: site).isEmpty)
            #expect(try await site.baedal("status").status == 3)
        }
    }

    @Test func `what does not stop in time is killed, and that is said`() throws {
        try Site.visit { site in
            _ = try await site.up(["SUPERVISOR_STOP_LIMIT": "100"])
            let front = try await site.identity("front")
            kill(front.id, SIGSTOP)
            let stop = try await site.baedal("stop")
            #expect(stop.status == 0)
            #expect(stop.said.contains("front was killed: it had not stopped in "))
            #expect(!front.isRunning)
        }
    }

    @Test func `a supervisor that is asked by signal stops everything, too`() throws {
        try Site.visit { site in
            _ = try await site.up()
            let front = try await site.identity("front")
            let supervisor = try await site.identity("supervisor")
            supervisor.signal(.terminate)
            #expect(await supervisor.ended(by: .distantFuture, on: site.loop))
            #expect(!front.isRunning)
            #expect(try ProcessRecords.left(by: site).isEmpty)
        }
    }

    // MARK: Logs and data

    @Test func `logs shows the lines of every process, or of one`() throws {
        try Site.visit { site in
            #expect(try await site.baedal("logs").status == 3)
            _ = try await site.up()
            // Lines are written when a loop has nothing better to do: at its end, all are.
            _ = try await site.baedal("stop")
            let all = try await site.baedal("logs").said
            #expect(all.contains("front: {") && all.contains("beside: {"))
            let one = try await site.baedal("logs", "front").said
            #expect(one.hasPrefix("{") && one.contains("listening"))
            let none = try await site.baedal("logs", "nobody")
            #expect(none.status == 2 && none.said.contains("but of beside, front, supervisor"))
        }
    }

    @Test func `reset wants to be agreed with, stops, and deletes all`() throws {
        try Site.visit { site in
            _ = try await site.up()
            let refused = try await site.baedal("reset")
            #expect(refused.status == 2 && refused.said.contains("say --yes"))
            #expect(try await site.report().isReady)
            let front = try await site.identity("front")
            let reset = try await site.baedal("reset", "--yes")
            #expect(reset.status == 0 && reset.said.contains("the data, .baedal/data: "))
            #expect(!front.isRunning)
            #expect(try Folder(site.path).names().contains(".baedal") == false)
        }
    }
}

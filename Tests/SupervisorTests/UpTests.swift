import EventLoop
import Glibc
import HTTP
import Processes
import Supervisor
import Testing

@testable import Baedal

/// `baedal up` with real processes.
@Suite(.serialized) struct UpTests {
    @Test func `up ends in a card of what runs, and all of it is ready`() throws {
        try Site.visit { site in
            let up = try await site.up()
            #expect(up.status == 0)
            let report = try await site.report()
            #expect(report.isReady)
            #expect(report.processes.map(\.name) == ["beside", "front", "supervisor"])
            for process in report.processes {
                let pid = try #require(process.pid)
                #expect(up.said.contains("\(process.name)") && up.said.contains("\(pid)"))
                #expect(try #require(process.memoryBytes) > 100_000)
            }
            #expect(up.said.contains("you --> \(report.url)\n"))
            #expect(up.said.contains("curl \(report.url)/static   a list\n"))
            #expect(up.said.contains(".baedal/data/front ("))
            #expect(try await site.ask(site.publicAddress(), "/proxy/static").status == .ok)
            #expect(try await site.baedal("status").status == 0)
        }
    }

    @Test func `what it starts has no terminal, and lies under the supervisor`() throws {
        try Site.visit { site in
            _ = try await site.up()
            let supervisor = try #require(try await site.process("supervisor").pid)
            let front = try #require(try await site.process("front").pid)
            #expect(getsid(Int32(supervisor)) == Int32(supervisor))
            #expect(getsid(Int32(front)) == Int32(supervisor))
        }
    }

    @Test func `a second up says that it runs already, and leaves it alone`() throws {
        try Site.visit { site in
            _ = try await site.up()
            let before = try await site.report()
            let again = try await site.up()
            #expect(again.status == 0)
            #expect(again.said.hasPrefix("Phase 1 already runs.\n"))
            #expect(again.said.contains(before.url))
            #expect(try await site.report().processes.map(\.pid) == before.processes.map(\.pid))
        }
    }

    @Test func `a port in use is told, with who uses it`() throws {
        try Site.visit { site in
            let taken = try ListeningSocket(port: 0)
            guard case .tcp(_, let port) = taken.address else { return }
            let up = try await site.baedal("up", "1", "--port", "\(port)")
            #expect(up.status == 69)
            #expect(up.said.contains("port \(port) is taken by "))
            #expect(up.said.contains("(pid \(getpid()))"))
            #expect(up.said.contains("make phase1 PORT=\(port + 1)"))
            #expect(try await site.baedal("status").status == 3)
        }
    }

    @Test func `a crash on start is told with its reason and what it said`() throws {
        try Site.visit(Topologies.crashing) { site in
            let up = try await site.up()
            #expect(up.status == 69)
            #expect(up.said.contains("front did not start: it exited with status 2: its command"))
            #expect(up.said.contains("from .baedal/logs/front.log:\n"))
            #expect(up.said.contains("  | platform-probe: there is no option --colour"))
            #expect(try await site.baedal("status").status == 3)
            #expect(try ProcessRecords.left(by: site).isEmpty)
        }
    }

    @Test func `readiness that is not reached in time is told`() throws {
        try Site.visit(Topologies.mute) { site in
            let up = try await site.up(["SUPERVISOR_START_LIMIT": "200"])
            #expect(up.status == 69)
            #expect(up.said.contains("front did not start: it was not ready after 200 ms: "))
            #expect(try await site.baedal("status").status == 3)
        }
    }

    @Test func `a program that is not built is told with the command that builds it`() throws {
        try Site.visit(Topologies.one(#""baedal-dream", "arguments": []"#)) { site in
            let up = try await site.up()
            #expect(up.status == 69)
            #expect(up.said.contains("swift build --configuration release --product baedal-dream"))
        }
    }

    @Test func `a topology that is wrong is told with the place`() throws {
        try Site.visit(Topologies.phase("{")) { site in
            let up = try await site.up()
            #expect(up.status == 1)
            #expect(up.said.hasPrefix("baedal: phases/1-probe/topology.json:6: unexpected ']'\n"))
        }
    }

    @Test func `a disk that is full is told before anything starts`() {
        #expect(throws: Never.self) { try Up.requireSpace(Up.leastFreeBytes) }
        let full = #expect(throws: (any Error).self) { try Up.requireSpace(1 << 20) }
        #expect("\(full.map { "\($0)" } ?? "")".hasPrefix("only 1.0 MiB are free here"))
    }
}

import CSystem
import EventLoop
import Glibc
import HTTP
import Runtime
import Storage
import TestFolders
import Testing

/// A real process, from its command line to its exit status.
@Suite struct ProgramTests {
    private func connect(
        _ port: UInt16, on loop: EventLoop
    ) async throws(StreamError) -> ByteStream {
        try await Transport.sockets.connect(
            to: .tcp(host: "127.0.0.1", port: port), on: loop,
            by: loop.now.advanced(byMilliseconds: 5_000))
    }

    private func status(of path: String, on port: UInt16) async throws -> Status {
        try await onLoops { loops in try await self.status(of: path, on: port, loops) }
    }

    private func status(
        of path: String, on port: UInt16, _ loops: EventLoops
    ) async throws -> Status {
        let client = Client(.tcp(host: "127.0.0.1", port: port), loops: loops.all)
        let response = try await client.send(Request(.get, try #require(Target(path))))
        _ = try await response.body.collect(upToBytes: 100_000)
        await client.close()
        return response.status
    }

    // MARK: Starting

    @Test func `when it says that it listens, it is alive and ready`() async throws {
        let folder = try TestFolder()
        let probe = try ProbeProcess(["--port", "0", "--loops", "2", "--data", folder.path])
        let port = try probe.port()
        for path in ["/livez", "/readyz", "/row/1", "/static"] {
            #expect(try await status(of: path, on: port) == .ok)
        }
        probe.signal(SIGTERM)
        #expect(probe.end().status == ExitStatus.done.rawValue)
    }

    @Test func `its metrics tell of requests, loops, database and process`() async throws {
        let folder = try TestFolder()
        let probe = try ProbeProcess(["--port", "0", "--loops", "2", "--data", folder.path])
        let port = try probe.port()
        let page = try await onLoops { loops in
            _ = try await self.status(of: "/static", on: port, loops)
            let client = Client(.tcp(host: "127.0.0.1", port: port), loops: loops.all)
            let response = try await client.send(Request(.get, "/metrics"))
            let bytes = try await response.body.collect(upToBytes: 1 << 20)
            return String(decoding: bytes, as: UTF8.self)
        }
        for line in [
            #"http_requests_total{method="GET",route="/static",status="2xx"} 1"#,
            #"event_loop_lag_seconds{loop="loop-1"} "#,
            #"database_groups_total{database="probe"} "#,
            "process_resident_memory_bytes ", "log_lines_dropped_total 0",
        ] {
            #expect(page.contains("\n\(line)"), "\(line) is not among the metrics")
        }
        probe.signal(SIGTERM)
        #expect(probe.end().status == ExitStatus.done.rawValue)
    }

    @Test func `a wrong command line ends it with 2, and tells all that is wrong`() throws {
        let probe = try ProbeProcess(["--prot", "80"], variables: ["PROBE_LOOPS=none"])
        let (status, said) = probe.end()
        #expect(status == ExitStatus.usage.rawValue)
        let lines = said.split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("platform-probe: ") })
    }

    @Test func `a port that is taken ends it with 69 and one sentence`() throws {
        let first = try ProbeProcess(["--port", "0"])
        let port = try first.port()
        let (status, said) = try ProbeProcess(["--port", "\(port)"]).end()
        #expect(status == ExitStatus.unavailable.rawValue)
        #expect(
            said == "platform-probe: cannot listen on 127.0.0.1:\(port): "
                + "another process listens there: end it, or choose another port\n")
        first.signal(SIGINT)
        #expect(first.end().status == ExitStatus.done.rawValue)
    }

    @Test func `a folder that cannot be made ends it with 73`() throws {
        let (status, said) = try ProbeProcess(["--data", "/proc/here"]).end()
        #expect(status == ExitStatus.cannotCreate.rawValue)
        #expect(said.split(separator: "\n").count == 1)
    }

    @Test func `data of somebody else ends it with 65 and is left as it was`() throws {
        let folder = try TestFolder()
        let other = "this is no database, but it is somebody's"
        let path = folder.file("probe.db").path
        let file = try #require(fopen(path, "w"))
        fputs(other, file)
        fclose(file)
        let (status, _) = try ProbeProcess(["--data", folder.path]).end()
        #expect(status == ExitStatus.data.rawValue)
        #expect(try folder.names() == ["probe.db"])
    }

    @Test func `a socket that the parent hands in is served`() async throws {
        let socket = try SystemError.check("listen", csystem_listen_tcp("127.0.0.1", 0, 16))
        defer { close(socket) }
        let port = UInt16(csystem_bound_port(socket))
        let probe = try ProbeProcess([], variables: ["LISTEN_FDS=1"], socket: socket)
        #expect(try await status(of: "/static", on: port) == .ok)
        probe.signal(SIGTERM)
        #expect(probe.end().status == ExitStatus.done.rawValue)
    }

    // MARK: Stopping

    @Test func `a request under way is answered before it ends`() async throws {
        let probe = try ProbeProcess(["--port", "0"])
        let port = try probe.port()
        try await onLoops { loops in
            let stream = try await self.connect(port, on: loops.first)
            let head = "POST /echo HTTP/1.1\r\nHost: probe\r\nContent-Length: 4\r\n\r\nab"
            try await stream.writeAll(Array(head.utf8))
            // Another request is answered: the first one is with its handler by then.
            #expect(try await self.status(of: "/static", on: port, loops) == .ok)
            probe.signal(SIGTERM)
            while let other = try? await self.connect(port, on: loops.first) { other.close() }
            try await stream.writeAll(Array("cd".utf8))
            let answer = String(decoding: try await stream.readToEnd(), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.hasSuffix("\r\n\r\nabcd"))
            stream.close()
        }
        #expect(probe.end().status == ExitStatus.done.rawValue)
    }

    @Test func `what is not finished in time is broken off, with 75`() async throws {
        let probe = try ProbeProcess(["--port", "0", "--drain-limit", "50"])
        let port = try probe.port()
        try await onLoops { loops in
            let stream = try await self.connect(port, on: loops.first)
            let head = "POST /echo HTTP/1.1\r\nHost: probe\r\nContent-Length: 4\r\n\r\nab"
            try await stream.writeAll(Array(head.utf8))
            #expect(try await self.status(of: "/static", on: port, loops) == .ok)
            probe.signal(SIGTERM)
            _ = try? await stream.readToEnd()
            stream.close()
        }
        let (status, said) = probe.end()
        #expect(status == ExitStatus.unfinished.rawValue)
        #expect(said.contains("answering the last requests was not finished after 50 milliseconds"))
    }

    @Test func `a second signal ends it at once`() async throws {
        let probe = try ProbeProcess(["--port", "0", "--drain-limit", "600000"])
        let port = try probe.port()
        try await onLoops { loops in
            let stream = try await self.connect(port, on: loops.first)
            try await stream.writeAll(Array("POST /echo HTTP/1.1\r\nHost: probe\r\n".utf8))
            #expect(try await self.status(of: "/static", on: port, loops) == .ok)
            probe.signal(SIGTERM)
            while let other = try? await self.connect(port, on: loops.first) { other.close() }
            probe.signal(SIGTERM)
            _ = try? await stream.readToEnd()
            stream.close()
        }
        let (status, said) = probe.end()
        #expect(status == ExitStatus.unfinished.rawValue)
        #expect(said.contains("a second time"))
    }

    @Test func `without a folder for data it has no rows, and says so`() async throws {
        let probe = try ProbeProcess(["--port", "0"])
        #expect(try await status(of: "/row/1", on: try probe.port()) == .notFound)
        probe.signal(SIGTERM)
        #expect(probe.end().status == ExitStatus.done.rawValue)
    }
}

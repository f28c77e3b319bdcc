import CSystem
import EventLoop
import Glibc
import Testing

/// A Unix socket is also a file, and the file outlives the process that made it.
@Suite struct UnixListenerTests {
    private static func path(_ name: String) -> String { "/tmp/baedal-\(getpid())-\(name).sock" }

    private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    @Test func `a listener serves at its path, and takes the path along when it goes`()
        async throws
    {
        let path = Self.path("serves")
        try await onLoops { loops in
            let listener = try ListenerTests.answering(on: .unix(path: path), loops: loops)
            #expect(try await ListenerTests.ask(.unix(path: path), on: loops.first) == "loop-0")
            listener.close()
        }
        #expect(!Self.exists(path))
    }

    @Test func `the path of a dead process is taken over`() async throws {
        let path = Self.path("dead")
        close(try SystemError.check("listen", csystem_listen_unix(path, 1)))
        #expect(Self.exists(path))
        try await onLoops { loops in
            let listener = try ListenerTests.answering(on: .unix(path: path), loops: loops)
            #expect(try await ListenerTests.ask(.unix(path: path), on: loops.first) == "loop-0")
            listener.close()
        }
    }

    @Test func `the path of a living process is not, and it keeps serving`() async throws {
        let path = Self.path("living")
        try await onLoops { loops in
            let listener = try ListenerTests.answering(on: .unix(path: path), loops: loops)
            #expect(throws: SystemError(call: "listen", code: EADDRINUSE)) {
                try ListenerTests.answering(on: .unix(path: path), loops: loops)
            }
            #expect(try await ListenerTests.ask(.unix(path: path), on: loops.first) == "loop-0")
            listener.close()
        }
    }

    @Test func `a living process with a full backlog keeps its path too`() throws {
        let path = Self.path("busy")
        let first = try SystemError.check("listen", csystem_listen_unix(path, 0))
        let waiting = csystem_connect_unix(path)
        #expect(csystem_listen_unix(path, 0) == -EADDRINUSE)
        for descriptor in [first, waiting] { close(descriptor) }
        unlink(path)
    }

    @Test func `a file that is no socket is never removed`() async throws {
        let path = Self.path("file")
        close(open(path, O_CREAT | O_WRONLY, 0o600))
        try await onLoops { loops in
            #expect(throws: SystemError(call: "listen", code: EADDRINUSE)) {
                try ListenerTests.answering(on: .unix(path: path), loops: loops)
            }
        }
        #expect(Self.exists(path))
        unlink(path)
    }

    @Test func `a socket that was handed in leaves its path to its owner`() async throws {
        let path = Self.path("inherited")
        let raw = try SystemError.check("listen", csystem_listen_unix(path, 1))
        try await onLoops { loops in
            let listener = try Listener(
                inheriting: raw, address: .unix(path: path), loop: loops.first,
                dealingTo: loops.all, mostConnections: 1
            ) { stream in stream.close() }
            listener.close()
        }
        #expect(Self.exists(path))
        unlink(path)
    }
}

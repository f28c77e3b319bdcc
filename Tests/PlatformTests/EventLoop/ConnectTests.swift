import CSystem
import EventLoop
import Glibc
import Testing

@Suite struct ConnectTests {
    private static func failure(
        _ address: Address, _ loop: EventLoop, withinMilliseconds limit: Int = 2_000
    ) async -> StreamError? {
        do throws(StreamError) {
            let deadline = loop.now.advanced(byMilliseconds: limit)
            try await Transport.sockets.connect(to: address, on: loop, by: deadline).close()
            return nil
        } catch {
            return error
        }
    }

    @Test func `a port at which nobody listens refuses`() async throws {
        try await onLoops { loops in
            let listener = try SystemError.check("listen", csystem_listen_tcp("127.0.0.1", 0, 1))
            let port = UInt16(csystem_bound_port(listener))
            close(listener)
            #expect(
                await Self.failure(.tcp(host: "127.0.0.1", port: port), loops.first)
                    == .system(SystemError(call: "connect", code: ECONNREFUSED)))
        }
    }

    @Test func `a server that does not answer costs no more than the deadline`() async throws {
        try await onLoops { loops in
            let listener = try SystemError.check("listen", csystem_listen_tcp("127.0.0.1", 0, 0))
            let port = UInt16(csystem_bound_port(listener))
            // One waits in the backlog, and with it the backlog is full: the kernel drops the rest.
            let waiting = (0..<2).map { _ in csystem_connect_tcp("127.0.0.1", port) }
            let before = loops.first.now
            let address = Address.tcp(host: "127.0.0.1", port: port)
            #expect(await Self.failure(address, loops.first, withinMilliseconds: 30) == .timedOut)
            #expect(loops.first.now.nanoseconds(since: before) >= 30_000_000)
            for descriptor in waiting + [listener] { close(descriptor) }
        }
    }

    @Test func `an address that is none, or no socket, is a typed error`() async throws {
        try await onLoops { loops in
            let long = "/tmp/" + String(repeating: "x", count: 200)
            for (address, code) in [
                (Address.tcp(host: "no.such.name", port: 80), EINVAL),
                (.unix(path: "/nonexistent/socket"), ENOENT),
                (.unix(path: long), ENAMETOOLONG),
                (.unix(path: "/dev/null"), ECONNREFUSED),
            ] {
                #expect(
                    await Self.failure(address, loops.first)
                        == .system(SystemError(call: "connect", code: code)))
            }
        }
    }

    /// A kernel tells TCP clients of a full backlog to try again by itself, Unix ones with EAGAIN.
    @Test func `a client of a Unix socket waits for its place in a full backlog`() async throws {
        try await onLoops { loops in
            let loop = loops.first
            let path = "/tmp/baedal-backlog-\(getpid())"
            let listener = try SystemError.check("listen", csystem_listen_unix(path, 0))
            defer {
                close(listener)
                unlink(path)
            }
            let waiting = csystem_connect_unix(path)
            let address = Address.unix(path: path)
            #expect(await Self.failure(address, loop, withinMilliseconds: 20) == .timedOut)
            _ = loop.schedule(at: loop.now.advanced(byMilliseconds: 5)) {
                close(csystem_accept(listener))
            }
            #expect(await Self.failure(address, loop) == nil)
            close(waiting)
        }
    }
}

import EventLoop
import Glibc
import HTTP
import Testing

/// A server of ours on threads of its own, reached over TCP like any other.
final class TestServer: Sendable {
    let port: UInt16
    private let stop: AsyncStream<Never>.Continuation
    private let thread: pthread_t
    private let faults: Lock<[String]>

    /// Serves `handler` on loopback while `body` runs. An error of a handler that the server had to
    /// turn into a 500 is a failure of the test, unless it is the test.
    static func run<Result>(
        limits: ServerLimits = ServerLimits(), loops count: Int = 1, allowsFaults: Bool = false,
        handler: @escaping Handler, _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        let server = try await TestServer(limits: limits, loops: count, handler: handler)
        do {
            let result = try await body(server)
            try await server.end()
            if !allowsFaults { #expect(server.faults.withLock { $0 } == []) }
            return result
        } catch {
            try await server.end()
            throw error
        }
    }

    private init(limits: ServerLimits, loops count: Int, handler: @escaping Handler) async throws {
        let (stopped, stop) = AsyncStream<Never>.makeStream()
        let faults = Lock<[String]>([])
        let loops = try EventLoops(count: count)
        let (ports, started) = AsyncThrowingStream<UInt16, any Error>.makeStream()
        thread = startThread {
            _ = loops.run { loops in
                let server = Server(
                    loops: loops.all, limits: limits,
                    onFault: { _, error in faults.withLock { $0.append("\(error)") } },
                    handler: handler)
                do {
                    try server.listen(on: .tcp(host: "127.0.0.1", port: 0))
                    guard case .tcp(_, let port)? = server.address else { return 1 }
                    started.yield(port)
                } catch {
                    started.finish(throwing: error)
                    return 1
                }
                for await _ in stopped {}
                await server.drain(by: loops.first.now.advanced(byMilliseconds: 1_000))
                return 0
            }
        }
        self.stop = stop
        self.faults = faults
        var iterator = ports.makeAsyncIterator()
        port = try #require(try await iterator.next())
    }

    private func end() async throws {
        stop.finish()
        let thread = thread
        try await onThread { _ = pthread_join(thread, nil) }
    }
}

extension Router {
    /// What the table's cases ask for: two kilobytes that never change, and an echo.
    static let forHostileRequests: Router = {
        var router = Router()
        let fixed = [UInt8](repeating: UInt8(ascii: "x"), count: 2_048)
        router.on(.get, "/static") { _ in Response(.ok, .text, body: .bytes(fixed)) }
        router.on(.post, "/echo") { request in
            let bytes = try await request.body.collect(upToBytes: 1 << 20)
            return Response(.ok, .octets, body: .bytes(bytes))
        }
        return router
    }()
}

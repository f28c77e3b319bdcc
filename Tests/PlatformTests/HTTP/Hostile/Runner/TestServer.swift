import EventLoop
import HTTP
import Testing

/// A server of ours on loops of its own, reached over TCP like any other.
enum TestServer {
    /// Serves `handler` while `body` runs, which is told the port.
    static func run<Result: Sendable>(
        limits: ServerLimits = ServerLimits(), handler: @escaping Handler,
        _ body: @escaping @Sendable (UInt16) async throws -> Result
    ) async throws -> Result {
        try await onLoops { loops in
            try await run(on: loops, limits: limits, handler: handler, body)
        }
    }

    /// The same on loops that are already turning. An error of a handler that the server had to
    /// turn into a 500, or that cut a response short, is a failure of the test.
    static func run<Result: Sendable>(
        on loops: EventLoops, limits: ServerLimits = ServerLimits(), handler: @escaping Handler,
        _ body: @escaping @Sendable (UInt16) async throws -> Result
    ) async throws -> Result {
        let faults = Lock<[String]>([])
        let server = Server(
            loops: loops.all, limits: limits,
            onFault: { _, error in faults.withLock { $0.append("\(error)") } }, handler: handler)
        try server.listen(on: .tcp(host: "127.0.0.1", port: 0))
        guard case .tcp(_, let port)? = server.address else {
            throw Complaint(description: "the server listens nowhere")
        }
        let outcome = await Swift.Result { try await body(port) }
        await server.drain(by: loops.first.now.advanced(byMilliseconds: 1_000))
        #expect(faults.withLock { $0 } == [])
        return try outcome.get()
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
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

import EventLoop
import HTTP
import JSON
import Supervisor

/// The supervisor, as the commands speak to it.
struct Control: Sendable {
    private static let mostBytes = 1 << 20
    private static let reportMilliseconds = 5_000
    /// Longer than the supervisor lets its processes take.
    private static let stopMilliseconds = 150_000

    private let client: Client
    private let loop: EventLoop

    init(_ folder: RunFolder, on loop: EventLoop) {
        var limits = ClientLimits()
        limits.firstByteMilliseconds = Self.stopMilliseconds
        limits.totalMilliseconds = Self.stopMilliseconds
        let address = Address.unix(path: folder.control)
        client = Client(address, loops: [loop], transport: .sockets, limits: limits)
        self.loop = loop
    }

    func report() async throws -> SystemReport {
        var request = Request(.get, "/status")
        request.deadline = loop.now.advanced(byMilliseconds: Self.reportMilliseconds)
        return try await answer(to: request)
    }

    /// Comes back when every process has ended, but the supervisor.
    func stop() async throws -> [Farewell] {
        var request = Request(.post, "/stop")
        request.deadline = loop.now.advanced(byMilliseconds: Self.stopMilliseconds)
        return try await answer(to: request)
    }

    private func answer<Value: JSONReadable>(to request: Request) async throws -> Value {
        let response = try await client.send(request)
        let bytes = try await response.body.collect(upToBytes: Self.mostBytes)
        return try JSON(parsing: bytes).read()
    }
}

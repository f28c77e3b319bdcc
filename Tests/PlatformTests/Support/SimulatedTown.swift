import EventLoop

/// A simulated network with one server and as many clients as a test likes, each a process of its
/// own.
final class SimulatedTown: @unchecked Sendable {
    // Sendable: all of it is on the one thread of the simulation.
    static let port = Address.tcp(host: "server", port: 80)

    let simulation: Simulation
    let network: MemoryNetwork
    let server: EventLoop
    /// What happened, in order, for comparing runs.
    private(set) var trace: [String] = []

    init(seed: UInt64) {
        simulation = Simulation(seed: seed)
        network = MemoryNetwork(simulation)
        server = simulation.makeLoop(name: "server")
    }

    func note(_ what: String) {
        trace.append("\(simulation.now.nanoseconds) \(what)")
    }

    /// Serves every connection with a task of its own on the server's loop.
    @discardableResult
    func serve(
        mostConnections: Int = 1_000,
        _ body: @escaping @Sendable (ByteStream) async throws -> Void
    ) throws(SystemError) -> Listener {
        try Transport.memory(network, host: "server").listen(
            on: Self.port, loop: server, dealingTo: [server], mostConnections: mostConnections
        ) { stream in
            TaskScope(loop: stream.loop).spawn { try? await body(stream) }
        }
    }

    /// Sends back what comes, to the end.
    func serveEcho() throws(SystemError) {
        try serve { stream in
            var room = [UInt8](repeating: 0, count: 10_000)
            while true {
                try await stream.waitUntilReadable()
                let count = try room.withUnsafeMutableBufferPointer { room throws(StreamError) in
                    try stream.read(into: UnsafeMutableRawBufferPointer(room))
                }
                guard let count else { continue }
                if count == 0 { break }
                try await stream.writeAll(Array(room[..<count]))
            }
            stream.close()
        }
    }

    func connect(
        from host: String = "client", on loop: EventLoop, withinMilliseconds limit: Int = 1_000
    ) async throws(StreamError) -> ByteStream {
        try await Transport.memory(network, host: host).connect(
            to: Self.port, on: loop, by: loop.now.advanced(byMilliseconds: limit))
    }

    /// Runs `body` as a process called `client`.
    @discardableResult
    func run<Result: Sendable>(
        _ body: @escaping @Sendable (EventLoop) async throws -> Result
    ) throws -> Result {
        let client = simulation.makeLoop(name: "client")
        let answer: Swift.Result<Result, any Error> = try simulation.run(on: client) {
            do {
                return .success(try await body(client))
            } catch {
                return .failure(error)
            }
        }
        return try answer.get()
    }
}

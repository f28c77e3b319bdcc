import EventLoop
import HTTP
import Testing

/// What a test runs on: a simulated network under virtual time, or this machine's sockets.
enum Ground: Sendable, CustomTestStringConvertible {
    case simulated(seed: UInt64)
    case sockets

    static let both: [Ground] = [.simulated(seed: 1), .sockets]

    var testDescription: String {
        switch self {
        case .simulated(let seed): "simulated, seed \(seed)"
        case .sockets: "sockets"
        }
    }
}

/// A client's loop, a server's and one to spare, with a network between them. The body of a test
/// runs on the client's.
struct World: Sendable {
    let client: EventLoop
    let server: EventLoop
    let third: EventLoop
    let network: MemoryNetwork?

    static func run<Result: Sendable>(
        on ground: Ground = .simulated(seed: 1),
        _ body: @escaping @Sendable (World) async throws -> Result
    ) async throws -> Result {
        switch ground {
        case .simulated(let seed): try simulate(seed, body).get()
        case .sockets:
            try await onLoops(3) { loops in
                let all = loops.all
                return try await body(
                    World(client: all[0], server: all[1], third: all[2], network: nil))
            }
        }
    }

    private static func simulate<Result: Sendable>(
        _ seed: UInt64, _ body: @escaping @Sendable (World) async throws -> Result
    ) throws -> Swift.Result<Result, any Error> {
        let simulation = Simulation(seed: seed)
        let world = World(
            client: simulation.makeLoop(name: "client"),
            server: simulation.makeLoop(name: "server"),
            third: simulation.makeLoop(name: "third"), network: MemoryNetwork(simulation))
        defer { simulation.end() }
        return try simulation.run(on: world.client) { await caught { try await body(world) } }
    }

    // MARK: Places

    func transport(of host: String) -> Transport {
        network.map { .memory($0, host: host) } ?? .sockets
    }

    /// Where a server called `host` may listen.
    func freeAddress(of host: String = "server") -> Address {
        network == nil ? .tcp(host: "127.0.0.1", port: 0) : .tcp(host: host, port: 80)
    }

    func loop(of host: String) -> EventLoop {
        switch host {
        case "client": client
        case "server": server
        default: third
        }
    }

    // MARK: Time

    func sleep(milliseconds: Int) async throws {
        try await client.sleep(milliseconds: milliseconds)
    }

    /// How long `body` takes, in whole milliseconds.
    func milliseconds(_ body: () async throws -> Void) async throws -> Int {
        let start = client.now
        try await body()
        return Int(client.now.nanoseconds(since: start) / 1_000_000)
    }
}

func caught<Result>(_ body: () async throws -> Result) async -> Swift.Result<Result, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
}

/// Runs `body` as a child task on another loop.
func on<Result: Sendable>(
    _ loop: EventLoop, _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask(executorPreference: loop) { try await body() }
        guard let result = try await group.next() else { throw CancellationError() }
        return result
    }
}

import EventLoop
import HTTP
import JSON
import Kernel
import ProviderAPI
import ProviderDoor
import Resilience
import Runtime
import Storage
import Testing

@testable import OutsideWorld

/// The outside world and one process of ours that calls it, in a simulation.
final class World: @unchecked Sendable {
    // Sendable: all of it is on the one thread of the simulation.
    static let address = Address.tcp(host: "outside", port: 80)

    let simulation: Simulation
    let network: MemoryNetwork
    let disk: SimulatedDisk
    let caller: Environment
    let payments: PaymentProvider
    let pushes: PushProvider
    private let client: Client
    private var provider: Environment?

    init(seed: UInt64, without: Without = .nothing) {
        simulation = Simulation(seed: seed)
        network = MemoryNetwork(simulation)
        disk = SimulatedDisk(seed: seed)
        caller = .simulated(
            "caller", in: simulation, network: network, disk: SimulatedDisk(seed: seed),
            without: without)
        payments = PaymentProvider(at: Self.address, in: caller)
        pushes = PushProvider(at: Self.address, in: caller)
        client = Client(Self.address, loops: caller.loops, transport: caller.transport)
    }

    /// Runs `body` in the caller's process, with the outside world up.
    static func run(
        seed: UInt64 = 1, without: Without = .nothing,
        _ body: @escaping @Sendable (World) async throws -> Void
    ) throws {
        let world = World(seed: seed, without: without)
        defer { world.simulation.end() }
        let failure: (any Error)? = try world.simulation.run(on: world.caller.loops[0]) {
            do {
                try await world.start()
                try await body(world)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    var loop: EventLoop { caller.loops[0] }

    // MARK: The process outside

    var isUp: Bool { provider != nil }

    /// Returns when it listens.
    func start() async throws {
        let process = Environment.simulated(
            "outside", in: simulation, network: network, disk: disk)
        provider = process
        let outcome = Lock<Result<Void, any Error>?>(nil)
        process.loops[0].execute {
            let lifecycle = Lifecycle(on: process.loops[0])
            let result = Result {
                try OutsideWorld.start(
                    on: Self.address, keepingDataIn: "data", in: process, during: lifecycle)
                lifecycle.started()
            }
            outcome.withLock { $0 = result }
        }
        while true {
            if let result = outcome.withLock({ $0 }) { return try result.get() }
            try await loop.sleep(milliseconds: 1)
        }
    }

    /// kill -9, and at the same time a power cut: the disk is as of the last sync.
    func crash() {
        guard let provider else { return }
        simulation.crash(provider)
        self.provider = nil
    }

    // MARK: Calls past the door

    /// One request, as it is, without a safeguard.
    func send(
        _ method: Method, _ path: String, key: String? = nil, _ body: String = ""
    ) async throws -> (status: Int, body: JSON) {
        var request = Request(method, try #require(Target(path)))
        if let key { request.fields.append("idempotency-key", key) }
        if !body.isEmpty { request.body = .bytes(Array(body.utf8)) }
        let response = try await client.send(request)
        let bytes = try await response.body.collect(upToBytes: 1 << 20)
        let text = bytes.isEmpty ? Array("null".utf8) : bytes
        return (Int(response.status.code), try JSON(parsing: text))
    }

    func behave(_ change: (inout Behaviour) -> Void) async throws {
        var behaviour = Behaviour()
        change(&behaviour)
        let body = String(decoding: JSONWriter.bytes(of: behaviour), as: UTF8.self)
        let (status, _) = try await send(.put, "/behaviour", body)
        try #require(status == 200)
    }

    /// The whole of it, page by page.
    func statement(pageLimit: Int = ProviderPageLimit.most) async throws -> [Movement] {
        var all: [Movement] = []
        while true {
            let page = try await payments.statement(
                after: all.last?.position ?? 0, limit: pageLimit)
            all += page.items
            if page.next == nil { return all }
        }
    }
}

// MARK: - What is charged

func payment(_ number: Int) -> PaymentID { PaymentID(bits: UInt128(number)) }
func refund(_ number: Int) -> RefundID { RefundID(bits: UInt128(number)) }

func content(_ card: String = "card_ok", won: Int64 = 12_000) -> ChargeContent {
    ChargeContent(amount: Money(won: won), card: card, reference: "order_7")
}

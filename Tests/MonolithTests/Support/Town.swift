import EventLoop
import HTTP
import Identity
import JSON
import Kernel
import ProviderAPI
import PublicAPI
import PublicDoor
import Resilience
import Runtime
import Storage
import Testing

@testable import MonolithMain
@testable import OutsideWorld

/// A town in a simulation: the monolith, the outside world beside it, and the phones of people, each
/// a process on a host of its own, on one thread and in virtual time.
final class Town: @unchecked Sendable {
    // Sendable: all of it is on the one thread of the simulation.
    static let monolithAddress = Address.tcp(host: "monolith", port: 80)
    static let outsideAddress = Address.tcp(host: "outside", port: 80)
    static let operatorPassword = "the operator's own password"
    static let tokenSecret = "a key of the town that is long enough"

    let simulation: Simulation
    let network: MemoryNetwork
    let policy: Policy
    let phones: Environment
    let monolithDisk: SimulatedDisk
    private let outsideDisk: SimulatedDisk
    private let without: Without
    let connection: Client
    private let log = Lock<[UInt8]>([])
    private var outside: Environment?
    private(set) var process: Environment?
    private(set) var monolith: Monolith?
    private var people = 0

    init(seed: UInt64, policy: Policy, without: Without) {
        simulation = Simulation(seed: seed)
        network = MemoryNetwork(simulation)
        self.policy = policy
        self.without = without
        monolithDisk = SimulatedDisk(seed: seed)
        outsideDisk = SimulatedDisk(seed: seed &+ 1)
        phones = .simulated(
            "phones", in: simulation, network: network, disk: SimulatedDisk(seed: seed))
        connection = Client(
            Self.monolithAddress, loops: phones.loops, transport: phones.transport)
    }

    /// Runs `body` on the phones' loop, with everything up.
    static func run(
        seed: UInt64 = 1, policy: Policy = .quick, without: Without = .nothing,
        _ body: @escaping @Sendable (Town) async throws -> Void
    ) throws {
        let town = Town(seed: seed, policy: policy, without: without)
        defer { town.simulation.end() }
        let failure: (any Error)? = try town.simulation.run(on: town.loop) {
            do {
                try await town.startOutside()
                try await town.startMonolith()
                try await body(town)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        town.expectNoUndeclaredRefusal()
    }

    /// Whatever happened: what a use case refuses, its endpoint declares. Else it was a 500.
    private func expectNoUndeclaredRefusal() {
        for line in logLines where line.contains("does not declare") { Issue.record("\(line)") }
    }

    /// In how many lines of its log the monolith told of this.
    func logged(_ message: String) -> Int { logLines.count { $0.contains("\"\(message)\"") } }

    private var logLines: [Substring] {
        log.withLock { String(decoding: $0, as: UTF8.self) }.split(separator: "\n")
    }

    var loop: EventLoop { phones.loops[0] }
    var now: Moment { Moment(unixMilliseconds: phones.unixMilliseconds) }

    func pass(milliseconds: Int) async throws {
        try await loop.sleep(milliseconds: milliseconds)
    }

    /// Waits until `isSo`, at most so long, looking every ten milliseconds of the town's time.
    func wait(
        upToMilliseconds limit: Int = 30_000, until isSo: () async throws -> Bool
    ) async throws {
        let deadline = loop.now.advanced(byMilliseconds: limit)
        while try await !isSo() {
            try #require(loop.now < deadline, "it did not come to be within \(limit) ms")
            try await pass(milliseconds: 10)
        }
    }

    // MARK: Processes

    func startOutside() async throws {
        let process = Environment.simulated(
            "outside", in: simulation, network: network, disk: outsideDisk)
        outside = process
        try await start(process) { lifecycle in
            try OutsideWorld.start(
                on: Self.outsideAddress, keepingDataIn: "data", in: process, during: lifecycle)
        }
    }

    func startMonolith() async throws {
        let process = Environment.simulated(
            "monolith", in: simulation, network: network, disk: monolithDisk, without: without,
            log: log)
        self.process = process
        let secrets = try Secrets(
            operatorPassword: Self.operatorPassword,
            tokenKey: Secret(Array(Self.tokenSecret.utf8)))
        let site = Monolith.Site(
            address: Self.monolithAddress, dataFolder: "data", outsideWorld: Self.outsideAddress,
            policy: policy, rates: Rates(member: 100_000, address: 100_000))
        let started = Lock<Monolith?>(nil)
        try await start(process) { lifecycle in
            let monolith = try await Monolith.start(
                site, keeping: secrets, in: process, during: lifecycle)
            started.withLock { $0 = monolith }
        }
        monolith = started.withLock { $0 }
    }

    /// kill -9 and a power cut at once: the disk is as of the last sync.
    func crashMonolith() {
        if let process { simulation.crash(process) }
        (process, monolith) = (nil, nil)
    }

    func crashOutside() {
        if let outside { simulation.crash(outside) }
        outside = nil
    }

    private func start(
        _ process: Environment, _ body: @escaping @Sendable (Lifecycle) async throws -> Void
    ) async throws {
        let outcome = Lock<Result<Void, any Error>?>(nil)
        process.loops[0].execute {
            let lifecycle = Lifecycle(on: process.loops[0])
            TaskScope(loop: process.loops[0]).spawn {
                let result: Result<Void, any Error>
                do {
                    result = .success(try await body(lifecycle))
                    lifecycle.started()
                } catch {
                    result = .failure(error)
                }
                outcome.withLock { $0 = result }
            }
        }
        while true {
            if let result = outcome.withLock({ $0 }) { return try result.get() }
            try await pass(milliseconds: 1)
        }
    }

    // MARK: People

    var stranger: PublicClient { PublicClient(connection) }

    func person(_ role: Role) async throws -> Person {
        people += 1
        let form = RegistrationForm(
            email: "\(role)\(people)@example.com", name: "\(role) \(people)",
            password: "password of \(people)", role: role)
        _ = try await stranger.call(PublicAPI.register, form)
        return try await logIn(form.email, form.password)
    }

    func operatorOfTheTown() async throws -> Person {
        try await logIn(Monolith.operatorEmail, Self.operatorPassword)
    }

    func logIn(_ email: String, _ password: String) async throws -> Person {
        let session = try await stranger.call(
            PublicAPI.logIn, LoginForm(email: email, password: password)
        ).answer
        return Person(
            id: session.member.id, role: session.member.role,
            client: PublicClient(connection, token: session.token))
    }

    // MARK: The outside world

    /// From now on it behaves so.
    func behave(_ change: (inout Behaviour) -> Void) async throws {
        var behaviour = Behaviour()
        change(&behaviour)
        let client = Client(
            Self.outsideAddress, loops: phones.loops, transport: phones.transport)
        var request = Request(.put, try #require(Target("/behaviour")))
        request.fields.append(.contentType, "application/json")
        request.body = .bytes(JSONWriter.bytes(of: behaviour))
        let response = try await client.send(request)
        try #require(response.status == .ok)
    }
}

extension Policy {
    /// With passwords that are hashed in no time: they are proved elsewhere.
    static let quick = Policy(passwordCost: .cheapest)
}

/// Somebody with a phone who is logged in.
struct Person: Sendable {
    let id: MemberID
    let role: Role
    let client: PublicClient
}

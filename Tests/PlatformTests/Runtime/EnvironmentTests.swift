import EventLoop
import HTTP
import Identity
import Runtime
import Storage
import Testing

@Suite struct EnvironmentTests {
    private static let schema = Schema(
        applicationID: 0x656e_7669,
        migrations: ["CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT;"])

    private func simulate<Result: Sendable>(
        seed: UInt64 = 1,
        _ body: @escaping @Sendable (Environment, Simulation) async throws -> Result
    ) throws -> Result {
        let simulation = Simulation(seed: seed)
        defer { simulation.end() }
        let environment = Environment.simulated(
            "host", in: simulation, network: MemoryNetwork(simulation),
            disk: SimulatedDisk(seed: seed))
        return try simulation.run(on: environment.loops[0]) {
            await caught { try await body(environment, simulation) }
        }.get()
    }

    @Test func `a simulated process lives in the time of its world`() throws {
        try simulate { environment, simulation in
            let began = environment.unixMilliseconds
            #expect(began == 1_767_225_600_000)
            try await environment.loop.sleep(milliseconds: 1_500)
            #expect(environment.unixMilliseconds == began + 1_500)
            #expect(environment.now == simulation.now)
        }
    }

    @Test func `chance follows from the seed, and is another for each owner`() throws {
        let draw: @Sendable (Environment, Simulation) async throws -> [UInt64] = { environment, _ in
            var first = environment.makeRandomness()
            var second = environment.makeRandomness()
            return [first.next(), second.next(), first.next(), second.next()]
        }
        let drawn = try simulate(seed: 7, draw)
        #expect(try simulate(seed: 7, draw) == drawn)
        #expect(try simulate(seed: 8, draw) != drawn)
        #expect(Set(drawn).count == 4)
    }

    @Test func `identifiers tell the time of the world, in order`() throws {
        try simulate { environment, _ in
            let identifiers = Identifiers(environment)
            let first = identifiers.next()
            let second = identifiers.next()
            #expect(first < second)
            #expect(first >> 80 == UInt128(environment.unixMilliseconds))
        }
    }

    @Test func `after a crash the next process finds what was committed`() throws {
        let simulation = Simulation(seed: 3)
        defer { simulation.end() }
        let network = MemoryNetwork(simulation)
        let disk = SimulatedDisk(seed: 3)
        func boot() -> Environment {
            .simulated("host", in: simulation, network: network, disk: disk)
        }
        func run(
            _ process: Environment, _ body: @escaping @Sendable (Database) async throws -> Int?
        ) throws -> Int? {
            try simulation.run(on: process.loops[0]) {
                await caught {
                    try await body(process.folder("data").open("notes", schema: Self.schema))
                }
            }.get()
        }
        let first = boot()
        _ = try run(first) { database in
            try await database.write { try $0.run("INSERT INTO notes (id) VALUES (42)") }
        }
        simulation.crash(first)
        let found = try run(boot()) { database in
            try await database.read { try $0.first("SELECT id FROM notes") { row in try row[0] } }
        }
        #expect(found == 42)
    }

    @Test func `a folder that cannot be is refused in one sentence`() async throws {
        try await onLoops { loops in
            let environment = Environment.live("runtime-tests", loops: loops)
            #expect(
                throws: StartFailure(
                    .cannotCreate,
                    "cannot keep data in /nowhere/data: No such file or directory: "
                        + "give a folder that this user may write to")
            ) { try environment.folder("/nowhere/data") }
            #expect {
                try environment.folder("/dev/null")
            } throws: {
                ($0 as? StartFailure)?.status == .cannotCreate
            }
        }
    }
}

import EventLoop
import Glibc
import Storage
import Testing

/// The promise of `Settings.Durability`, held against a disk that loses what was not synced.
///
/// `STORAGE_POWER_CUTS` sets how many cuts are tried; a failure names its seed.
@Suite struct PowerCutTests {
    private static let cuts =
        getenv("STORAGE_POWER_CUTS").flatMap { Int(String(cString: $0)) } ?? 300

    private struct Aftermath {
        var acknowledged: Set<Int>
        var found: Set<Int>
        var damage: String?
        var lost: Set<Int> { acknowledged.subtracting(found) }
    }

    @Test func `at full durability no power cut loses what was acknowledged`() throws {
        var acknowledged = 0
        for seed in 1...UInt64(Self.cuts) {
            let aftermath = try Self.cut(seed: seed, .full)
            #expect(aftermath.lost.isEmpty, "lost \(aftermath.lost) (seed \(seed))")
            #expect(aftermath.damage == nil, "seed \(seed)")
            acknowledged += aftermath.acknowledged.count
        }
        #expect(acknowledged > Self.cuts, "the cuts must not all come before the first commit")
    }

    @Test func `without a sync a group the same cuts do lose some, and leave the rest whole`()
        throws
    {
        var lost = 0
        for seed in 1...UInt64(Self.cuts) {
            let aftermath = try Self.cut(seed: seed, .untilPowerCut)
            #expect(aftermath.damage == nil, "seed \(seed)")
            lost += aftermath.lost.count
        }
        #expect(lost > 0, "a test that cannot fail shows nothing")
    }

    @Test func `the same seed cuts at the same place and finds the same`() throws {
        let first = try Self.cut(seed: 42, .full)
        let second = try Self.cut(seed: 42, .full)
        #expect(first.acknowledged == second.acknowledged)
        #expect(first.found == second.found)
    }

    /// Four tasks write until the power goes; then the database is opened again, sometimes with a
    /// second cut on the way.
    private static func cut(
        seed: UInt64, _ durability: Settings.Durability
    ) throws -> Aftermath {
        var random = SeededGenerator(seed: seed)
        let disk = SimulatedDisk(seed: seed)
        let file = DatabaseFile(path: "power.db", on: .simulated(disk))
        func open() throws -> Database {
            try Fixture.open(file) { settings in
                settings.durability = durability
                settings.checkpointAfterPages = 24
            }
        }
        let database = try open()
        disk.cutPower(afterOperations: Int.random(in: 1...600, using: &random))
        let acknowledged = try Fixture.simulate(seed: seed) { await write(to: database) }
        disk.powerOn()
        if Bool.random(using: &random) {
            disk.cutPower(afterOperations: Int.random(in: 1...20, using: &random))
            _ = try? open()
            disk.powerOn()
        }
        let again = try open()
        return try Fixture.simulate(seed: seed) {
            let found = try await again.read { try $0.wholeThings() }
            let damage = try await again.damage(until: .distantFuture)
            // Service goes on, too.
            try await again.write { try $0.insertThing(1_000_000) }
            return Aftermath(acknowledged: acknowledged, found: found, damage: damage)
        }
    }

    private static func write(to database: Database) async -> Set<Int> {
        await withTaskGroup(of: Set<Int>.self) { tasks in
            for writer in 1...4 {
                tasks.addTask {
                    var acknowledged: Set<Int> = []
                    for number in 1...200 {
                        let id = number * 10 + writer
                        do {
                            try await database.write { try $0.insertPair(id) }
                        } catch {
                            break
                        }
                        acknowledged.insert(id)
                    }
                    return acknowledged
                }
            }
            return await tasks.reduce(into: Set<Int>()) { $0.formUnion($1) }
        }
    }
}

extension Transaction {
    /// Two rows that belong together, of a size that fills pages.
    fileprivate func insertPair(_ id: Int) throws {
        let note = String(repeating: "\(id) ", count: 60)
        try insertThing(id, note: note)
        try insertThing(-id, note: note)
    }
}

extension Reader {
    /// The pairs of which both halves are there; half a pair is as bad as a lost one.
    fileprivate func wholeThings() throws -> Set<Int> {
        let ids = Set(try thingIDs())
        #expect(ids.allSatisfy { ids.contains(-$0) }, "half a transaction is there")
        return ids.filter { $0 > 0 }
    }
}

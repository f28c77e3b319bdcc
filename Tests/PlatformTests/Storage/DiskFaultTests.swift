import EventLoop
import Storage
import Testing

@Suite struct DiskFaultTests {
    private static func open(_ disk: SimulatedDisk) throws -> Database {
        try Fixture.open(DatabaseFile(path: "fault.db", on: .simulated(disk)))
    }

    @Test(arguments: [SimulatedDisk.Operation.write, .sync])
    func `an I/O error at the commit is told, nothing is acknowledged, service goes on`(
        operation: SimulatedDisk.Operation
    ) async throws {
        let disk = SimulatedDisk(seed: 1)
        let database = try Self.open(disk)
        disk.fail(operation)
        let error = await storageError { try await database.write { try $0.insertThing(1) } }
        guard case .inputOutput = error else {
            Issue.record("not \(String(describing: error))")
            return
        }
        #expect(try await database.read { try $0.thingIDs() } == [])
        try await database.write { try $0.insertThing(2) }
        #expect(try await database.read { try $0.thingIDs() } == [2])
    }

    @Test func `what follows a failed sync is durable`() async throws {
        for seed in UInt64(1)...30 {
            let disk = SimulatedDisk(seed: seed)
            let database = try Self.open(disk)
            disk.fail(.sync)
            _ = await storageError { try await database.write { try $0.insertThing(1) } }
            try await database.write { try $0.insertThing(2) }
            disk.cutPower()
            disk.powerOn()
            let again = try Self.open(disk)
            let ids = try await again.read { try $0.thingIDs() }
            #expect(ids.contains(2), "seed \(seed)")
        }
    }

    @Test func `a full disk refuses, keeps what it has, and serves again when there is room`()
        async throws
    {
        let disk = SimulatedDisk(seed: 1)
        let database = try Self.open(disk)
        disk.setCapacity(bytes: disk.usedBytes + 100_000)
        let note = String(repeating: "x", count: 3_000)
        var acknowledged: [Int] = []
        var refusals = 0
        for id in 1...100 {
            let error = await storageError {
                try await database.write { try $0.insertThing(id, note: note) }
            }
            if error == nil {
                acknowledged.append(id)
            } else {
                #expect(error == .full)
                refusals += 1
            }
        }
        #expect(refusals > 0 && !acknowledged.isEmpty)
        #expect(try await database.read { try $0.thingIDs() } == acknowledged)
        disk.setCapacity(bytes: .max)
        try await database.write { try $0.insertThing(1_000) }
        #expect(try await database.damage(until: .distantFuture) == nil)
    }

    @Test func `a checkpoint that fails loses nothing and is made up for`() async throws {
        let disk = SimulatedDisk(seed: 1)
        let file = DatabaseFile(path: "fault.db", on: .simulated(disk))
        let database = try Fixture.open(file) { $0.checkpointAfterPages = 10 }
        let note = String(repeating: "x", count: 3_000)
        for id in 1...100 {
            // The commit's own sync comes first, so this hits the checkpoint's.
            try await database.write { try $0.insertThing(id, note: note) }
            if id == 8 { disk.fail(.read, count: 2) }
        }
        #expect(try await database.read { try $0.thingCount() } == 100)
        #expect(try await database.damage(until: .distantFuture) == nil)
    }

    @Test func `a damaged page is told as damage`() async throws {
        let disk = SimulatedDisk(seed: 1)
        let file = DatabaseFile(path: "fault.db", on: .simulated(disk))
        let database = try Fixture.open(file)
        for id in 1...50 { try await database.write { try $0.insertThing(id) } }
        await database.close()
        disk.overwrite("fault.db", at: 4_096, with: [UInt8](repeating: 0xee, count: 8_192))
        let error = await storageError {
            let again = try Fixture.open(file)
            let damage = try await again.damage(until: .distantFuture)
            #expect(damage != nil)
            _ = try await again.read { try $0.thingIDs() }
        }
        guard case .corrupt = error else {
            Issue.record("not \(String(describing: error))")
            return
        }
    }
}

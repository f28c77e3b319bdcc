import EventLoop
import Glibc
import Storage
import TestFolders
import Testing

@Suite struct CheckpointTests {
    private static func logBytes(_ folder: TestFolder) -> Int {
        var status = stat()
        return stat("\(folder.path)/test.db-wal", &status) == 0 ? Int(status.st_size) : 0
    }

    @Test func `the log stays bounded however long the writing goes on`() async throws {
        let folder = try TestFolder()
        let database = try Fixture.open(folder.file()) { settings in
            settings.checkpointAfterPages = 100
            // From here on the writer helps, if others leave the thread no core.
            settings.logLimitPages = 1_000
        }
        let note = String(repeating: "x", count: 3_000)
        var largest = 0
        for id in 1...3_000 {
            try await database.write { try $0.insertThing(id, note: note) }
            if id.isMultiple(of: 100) { largest = max(largest, Self.logBytes(folder)) }
        }
        // 3,000 transactions of three pages wrote 36 MB through it.
        #expect(largest < 12_000_000, "the log grew to \(largest) bytes")
        #expect(try await database.read { try $0.thingCount() } == 3_000)
        await database.close()
    }

    @Test func `in a simulation the log is copied by whoever commits`() async throws {
        let disk = SimulatedDisk(seed: 1)
        let file = DatabaseFile(path: "c.db", on: .simulated(disk))
        let database = try Fixture.open(file) { $0.checkpointAfterPages = 20 }
        let note = String(repeating: "x", count: 3_000)
        for id in 1...500 { try await database.write { try $0.insertThing(id, note: note) } }
        // 500 transactions of at least two pages; the data itself is 2 MB.
        #expect(disk.usedBytes < 2_600_000)
        await database.close()
    }

    @Test func `the file is synced in portions, not once for thousands of pages`() async throws {
        let disk = SimulatedDisk(seed: 1)
        let file = DatabaseFile(path: "c.db", on: .simulated(disk))
        let database = try Fixture.open(file) { $0.checkpointAfterPages = 1_000 }
        let note = String(repeating: "x", count: 3_000)
        let before = disk.syncs
        try await database.write { transaction in
            for id in 1...1_100 { try transaction.insertThing(id, note: note) }
        }
        // The commit's, and one for at most 128 of over 1,000 pages.
        #expect(disk.syncs - before > 8)
        #expect(try await database.damage(until: .distantFuture) == nil)
        await database.close()
    }

    @Test(arguments: 1...8)
    func `a sync that fails in the midst of it all loses nothing`(spared: Int) async throws {
        let disk = SimulatedDisk(seed: 1)
        let file = DatabaseFile(path: "c.db", on: .simulated(disk))
        let database = try Fixture.open(file) { $0.checkpointAfterPages = 500 }
        let note = String(repeating: "x", count: 3_000)
        disk.fail(.sync, after: spared)
        // The commit's syncs, the one before the copy, those between its portions, the last.
        var acknowledged: [Int] = []
        for group in 0..<4 {
            let ids = group * 600..<(group + 1) * 600
            let error = await storageError {
                try await database.write { transaction in
                    for id in ids { try transaction.insertThing(id, note: note) }
                }
            }
            if error == nil { acknowledged += ids }
        }
        disk.cutPower()
        disk.powerOn()
        let again = try Fixture.open(file)
        #expect(acknowledged.count >= 1_800)
        #expect(try await again.read { try $0.thingIDs() } == acknowledged)
        #expect(try await again.damage(until: .distantFuture) == nil)
    }
}

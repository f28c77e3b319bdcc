import EventLoop
import Storage
import Testing

/// What `GatheredLog` promises: few writes a commit, and nobody reads what is not there yet.
@Suite struct GatheredLogTests {
    private static let pageOfText = String(repeating: "x", count: 3_000)

    @Test func `the pages of a commit reach the disk in few writes`() async throws {
        let disk = SimulatedDisk(seed: 1)
        let database = try Fixture.open(DatabaseFile(path: "log", on: .simulated(disk)))
        let before = disk.writes
        try await database.write { transaction in
            for id in 1...200 { try transaction.insertThing(id, note: Self.pageOfText) }
        }
        // 200 pages and their frames' heads are 400 writes of SQLite's, and 800 KB.
        #expect(disk.writes - before < 12)
        #expect(try await database.read { try $0.thingCount() } == 200)
    }

    @Test func `a transaction that outgrows the page cache reads its own pages`()
        async throws
    {
        let database = try Fixture.openInMemory { $0.pageCacheKibibytes = 40 }
        let found = try await database.write { transaction in
            for id in 1...300 { try transaction.insertThing(id, note: Self.pageOfText) }
            return try transaction.all("SELECT length(note) FROM things ORDER BY id") { row in
                try row[0] as Int
            }
        }
        #expect(found == [Int](repeating: 3_000, count: 300))
        #expect(try await database.damage(until: .distantFuture) == nil)
    }

    @Test func `pages of a transaction that was given up are written over by the next`()
        async throws
    {
        struct SecondThoughts: Error {}
        let disk = SimulatedDisk(seed: 1)
        let file = DatabaseFile(path: "log", on: .simulated(disk))
        let database = try Fixture.open(file) { $0.pageCacheKibibytes = 40 }
        await #expect(throws: SecondThoughts.self) {
            try await database.write { transaction in
                for id in 1...300 { try transaction.insertThing(id, note: Self.pageOfText) }
                throw SecondThoughts()
            }
        }
        try await database.write { try $0.insertThing(1_000, note: Self.pageOfText) }
        disk.cutPower()
        disk.powerOn()
        let again = try Fixture.open(file)
        #expect(try await again.read { try $0.thingIDs() } == [1_000])
        #expect(try await again.damage(until: .distantFuture) == nil)
    }

    @Test func `what was given up never reaches the log of who writes now`() async throws {
        let disk = SimulatedDisk(seed: 1)
        let file = DatabaseFile(path: "log", on: .simulated(disk))
        let overtaken = try Fixture.open(file) { settings in
            settings.pageCacheKibibytes = 40
            settings.transactionWork.instructions = 100_000
        }
        // Broken off in the midst of it, after twice as many pages as the cache holds.
        let tooMuch = await storageError {
            try await overtaken.write { transaction in
                _ = try transaction.run(
                    """
                    WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n)
                    INSERT INTO things (id, size) SELECT i, 1 FROM n
                    """)
            }
        }
        #expect(tooMuch == .interrupted(.tooMuchWork))
        let present = try Fixture.open(file)
        for id in 1...20 {
            try await present.write { try $0.insertThing(id, note: Self.pageOfText) }
        }
        let error = await storageError { try await overtaken.write { try $0.insertThing(1_000) } }
        guard case .fenced = error else {
            Issue.record("not \(String(describing: error))")
            return
        }
        disk.cutPower()
        disk.powerOn()
        let again = try Fixture.open(file)
        #expect(try await again.read { try $0.thingIDs() } == Array(1...20))
        #expect(try await again.damage(until: .distantFuture) == nil)
    }

    @Test func `a full disk is met before the commit, wherever in the log it is met`()
        async throws
    {
        for roomBytes in stride(from: 0, through: 900_000, by: 50_000) {
            let disk = SimulatedDisk(seed: 1)
            let file = DatabaseFile(path: "log", on: .simulated(disk))
            let database = try Fixture.open(file) { $0.pageCacheKibibytes = 40 }
            disk.setCapacity(bytes: disk.usedBytes + roomBytes)
            let error = await storageError {
                try await database.write { transaction in
                    for id in 1...200 { try transaction.insertThing(id, note: Self.pageOfText) }
                }
            }
            let kept = try await database.read { try $0.thingCount() }
            #expect(kept == (error == nil ? 200 : 0), "\(roomBytes) bytes of room")
            #expect(error == nil || error == .full, "\(roomBytes) bytes of room")
            disk.setCapacity(bytes: .max)
            try await database.write { try $0.insertThing(1_000) }
            #expect(try await database.damage(until: .distantFuture) == nil)
        }
    }
}

import CSQLite
import Storage
import TestFolders
import Testing

@Suite struct WriterLeaseTests {
    @Test func `whoever takes the lease fences the one before`() async throws {
        let folder = try TestFolder()
        let old = try Fixture.open(folder.file())
        try await old.write { try $0.insertThing(1) }
        let new = try Fixture.open(folder.file())
        try await new.write { try $0.insertThing(2) }
        let error = await storageError { try await old.write { try $0.insertThing(3) } }
        #expect(error == .fenced(epoch: 1, current: 2))
        #expect(try await old.read { try $0.thingIDs() } == [1, 2])
        await old.close()
        await new.close()
    }

    @Test func `a warm process reads, and writes only from the moment it takes the lease`()
        async throws
    {
        let folder = try TestFolder()
        let old = try Fixture.open(folder.file())
        let warm = try Fixture.open(folder.file()) { $0.takesLeaseAtOnce = false }
        try await old.write { try $0.insertThing(1) }
        #expect(try await warm.read { try $0.thingIDs() } == [1])
        let early = await storageError { try await warm.write { try $0.insertThing(2) } }
        #expect(early == .fenced(epoch: 0, current: 1))
        try await warm.takeLease()
        try await warm.write { try $0.insertThing(3) }
        let late = await storageError { try await old.write { try $0.insertThing(4) } }
        #expect(late == .fenced(epoch: 1, current: 2))
        #expect(try await warm.read { try $0.thingIDs() } == [1, 3])
        await old.close()
        await warm.close()
    }

    @Test func `the one that was fenced can take the lease back`() async throws {
        let folder = try TestFolder()
        let first = try Fixture.open(folder.file())
        let second = try Fixture.open(folder.file())
        try await first.takeLease()
        try await first.write { try $0.insertThing(1) }
        let error = await storageError { try await second.write { try $0.insertThing(2) } }
        #expect(error == .fenced(epoch: 2, current: 3))
        await first.close()
        await second.close()
    }

    @Test func `positions go on without a gap when the lease goes to another and back`()
        async throws
    {
        let folder = try TestFolder()
        let first = try Fixture.open(folder.file())
        try await first.captureChanges(of: ["things"])
        try await first.write { try $0.insertThing(1) }
        let second = try Fixture.open(folder.file())
        try await second.write { try $0.insertThing(2) }
        try await first.takeLease()
        try await first.write { try $0.insertThing(3) }
        let positions = try await first.read { reader in
            try reader.changes(after: 0, limit: 10).map(\.position)
        }
        #expect(positions == [1, 2, 3])
        await first.close()
        await second.close()
    }

    @Test func `a lock that another process keeps is told as busy, within the timeout`()
        async throws
    {
        let folder = try TestFolder()
        let database = try Fixture.open(folder.file()) { $0.busyTimeoutMilliseconds = 20 }
        var other: OpaquePointer?
        sqlite3_open(folder.file().path, &other)
        sqlite3_exec(other, "BEGIN IMMEDIATE", nil, nil, nil)
        let error = await storageError { try await database.write { try $0.insertThing(1) } }
        #expect(error == .busy)
        sqlite3_exec(other, "ROLLBACK", nil, nil, nil)
        try await database.write { try $0.insertThing(2) }
        #expect(try await database.read { try $0.thingIDs() } == [2])
        sqlite3_close(other)
        await database.close()
    }
}

import EventLoop
import Glibc
import Storage
import TestFolders
import Testing

@Suite struct LongReadTests {
    private static let endless: SQL = """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
        SELECT count(*) FROM n
        """

    private static func soon(milliseconds: Int) -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let now = UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        return Instant(nanoseconds: now).advanced(byMilliseconds: milliseconds)
    }

    @Test func `a long read is broken off at its deadline`() async throws {
        let folder = try TestFolder()
        let database = try Fixture.open(folder.file())
        let error = await storageError {
            try await database.longRead(until: Self.soon(milliseconds: 20)) { reader in
                _ = try reader.first(Self.endless) { _ in }
            }
        }
        #expect(error == .interrupted(.deadline))
        await database.close()
    }

    @Test func `a long read is broken off when its task is cancelled`() async throws {
        let folder = try TestFolder()
        let database = try Fixture.open(folder.file())
        let error = await storageError {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    try await database.longRead(until: .distantFuture) { reader in
                        _ = try reader.first(Self.endless) { _ in }
                    }
                }
                tasks.cancelAll()
                try await tasks.waitForAll()
            }
        }
        #expect(error == .interrupted(.cancelled))
        await database.close()
    }

    @Test func `more long reads than may wait are refused`() async throws {
        let folder = try TestFolder()
        let database = try Fixture.open(folder.file()) { $0.waitingLongReads = 1 }
        let errors = await withTaskGroup(of: StorageError?.self) { tasks in
            for _ in 1...5 {
                tasks.addTask {
                    await storageError {
                        try await database.longRead(until: Self.soon(milliseconds: 50)) { reader in
                            _ = try reader.first(Self.endless) { _ in }
                        }
                    }
                }
            }
            return await tasks.reduce(into: [StorageError?]()) { $0.append($1) }
        }
        #expect(errors.contains(.overloaded(waiting: 1)))
        #expect(errors.contains(.interrupted(.deadline)))
        await database.close()
    }

    @Test(arguments: [Settings.Background.threads, .inline])
    func `a long read after the database is closed is told so`(
        background: Settings.Background
    ) async throws {
        let folder = try TestFolder()
        let database = try Fixture.open(folder.file()) { $0.background = background }
        await database.close()
        let error = await storageError {
            try await database.longRead(until: .distantFuture) { _ in }
        }
        #expect(error == .closed)
    }

    @Test func `a long read that keeps the log from being emptied is broken off`() async throws {
        let folder = try TestFolder()
        let database = try Fixture.open(folder.file()) { settings in
            settings.checkpointAfterPages = 10
            settings.logLimitPages = 100
        }
        let error = await storageError {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    try await database.longRead(until: .distantFuture) { reader in
                        _ = try reader.thingCount()
                        _ = try reader.first(Self.endless) { _ in }
                    }
                }
                tasks.addTask {
                    let note = String(repeating: "x", count: 3_000)
                    for id in 1...400 {
                        try await database.write { try $0.insertThing(id, note: note) }
                    }
                }
                try await tasks.waitForAll()
            }
        }
        #expect(error == .interrupted(.logLimit))
        await database.close()
    }
}

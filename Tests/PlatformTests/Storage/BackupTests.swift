import EventLoop
import Storage
import TestFolders
import Testing

@Suite struct BackupTests {
    @Test func `a backup taken while writing goes on is one whole moment`() async throws {
        let folder = try TestFolder()
        let database = try Fixture.open(folder.file())
        for id in 1...2_000 {
            try await database.write { transaction in
                try transaction.insertThing(id, note: String(repeating: "x", count: 500))
                try transaction.insertThing(-id)
            }
        }
        let copy = folder.file("copy.db")
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await database.backUp(to: copy.path, until: .distantFuture) }
            tasks.addTask {
                for id in 2_001...2_200 {
                    try await database.write { transaction in
                        try transaction.insertThing(id)
                        try transaction.insertThing(-id)
                    }
                }
            }
            try await tasks.waitForAll()
        }
        await database.close()
        let restored = try Fixture.open(copy)
        let ids = Set(try await restored.read { try $0.thingIDs() })
        #expect(ids.count >= 4_000)
        #expect(ids.allSatisfy { ids.contains(-$0) })
        #expect(try await restored.damage(until: .distantFuture) == nil)
        await restored.close()
        #expect(try !folder.names().contains("copy.db.unfinished"))
    }

    @Test func `a backup broken off leaves the one before in its place`() async throws {
        let folder = try TestFolder()
        let database = try Fixture.open(folder.file())
        try await database.write { try $0.insertThing(1) }
        let copy = folder.file("copy.db")
        try await database.backUp(to: copy.path, until: .distantFuture)
        try await database.write { try $0.insertThing(2) }
        let past = Instant(nanoseconds: 1)
        let error = await storageError { try await database.backUp(to: copy.path, until: past) }
        #expect(error == .interrupted(.deadline))
        let restored = try Fixture.open(copy)
        #expect(try await restored.read { try $0.thingIDs() } == [1])
        await restored.close()
        await database.close()
        #expect(try !folder.names().contains("copy.db.unfinished"))
    }

    @Test func `a database that is open, or was left unclosed, is not written over`() async throws {
        let disk = SimulatedDisk(seed: 5)
        let (source, target) = ("a", DatabaseFile(path: "b", on: .simulated(disk)))
        let open = try Fixture.open(target)
        try await open.write { try $0.insertThing(2) }
        for isLeftUnclosed in [false, true] {
            if isLeftUnclosed { disk.powerOn() }
            let database = try Fixture.open(DatabaseFile(path: source, on: .simulated(disk)))
            let error = await storageError {
                try await database.backUp(to: target.path, until: .distantFuture)
            }
            guard case .cannotOpen(target.path, _) = error else {
                Issue.record("not \(String(describing: error))")
                return
            }
        }
        let kept = try Fixture.open(target)
        #expect(try await kept.read { try $0.thingIDs() } == [2])
        await kept.close()
        let database = try Fixture.open(DatabaseFile(path: source, on: .simulated(disk)))
        try await database.backUp(to: target.path, until: .distantFuture)
        let copy = try Fixture.open(target)
        #expect(try await copy.read { try $0.thingIDs() } == [])
    }

    @Test func `a backup on a simulated disk survives the power cut after it`() async throws {
        let disk = SimulatedDisk(seed: 5)
        let database = try Fixture.open(DatabaseFile(path: "a", on: .simulated(disk)))
        try await database.write { try $0.insertThing(1) }
        try await database.backUp(to: "b", until: .distantFuture)
        disk.cutPower()
        disk.powerOn()
        let restored = try Fixture.open(DatabaseFile(path: "b", on: .simulated(disk)))
        #expect(try await restored.read { try $0.thingIDs() } == [1])
    }
}

import EventLoop
import Storage
import Testing

@Suite struct ChangeCaptureTests {
    private static let tables = ["owners", "things"]

    @Test func `a row tells what it was and what it is`() async throws {
        let source = try Fixture.openInMemory()
        try await source.write { try $0.insertThing(1, size: 5, note: "old") }
        try await source.captureChanges(of: Self.tables)
        try await source.write { transaction in
            try transaction.run("UPDATE things SET note = 'new' WHERE id = 1")
            try transaction.insertThing(2, size: 6)
        }
        try await source.write { try $0.run("DELETE FROM things WHERE id = 2") }
        let batch = try await source.read { try $0.changes(after: 0, limit: 10) }
        let rows = try batch.map { try $0.rows().sorted { "\($0.key)" < "\($1.key)" } }
        #expect(rows.map { $0.map(\.kind) } == [[.updated, .inserted], [.deleted]])
        #expect(rows[0][0].table == "things" && rows[0][0].key == [.integer(1)])
        #expect(rows[0][0].old[3] == .text("old") && rows[0][0].new[3] == .text("new"))
        #expect(rows[0][0].new[2] == nil, "the size did not change")
        #expect(rows[0][1].new == [.integer(2), .integer(1), .integer(6), .null])
        #expect(rows[1][0].old[0] == .integer(2) && rows[1][0].new.isEmpty)
    }

    @Test func `capture goes on after a restart, without a gap`() async throws {
        let disk = SimulatedDisk(seed: 1)
        let file = DatabaseFile(path: "source", on: .simulated(disk))
        var source = try Fixture.open(file)
        try await source.captureChanges(of: Self.tables)
        try await source.write { try $0.insertThing(1) }
        disk.cutPower()
        disk.powerOn()
        source = try Fixture.open(file)
        try await source.write { try $0.insertThing(2) }
        let positions = try await source.read { reader in
            try reader.changes(after: 0, limit: 10).map(\.position)
        }
        #expect(positions == [1, 2])
    }

    @Test func `old changes are trimmed, and who needs them hears of it`() async throws {
        let source = try Fixture.openInMemory { $0.keptChanges = 10 }
        try await source.captureChanges(of: Self.tables)
        for id in 1...200 { try await source.write { try $0.insertThing(id) } }
        let error = await storageError {
            try await source.read { _ = try $0.changes(after: 5, limit: 10) }
        }
        #expect(error == .changesTrimmed(before: 183))
    }

    @Test func `a table without a primary key cannot be captured`() async throws {
        let schema = Schema(applicationID: 1, migrations: ["CREATE TABLE loose (a, b)"])
        let source = try Fixture.openInMemory(schema: schema)
        let error = await storageError { try await source.captureChanges(of: ["loose"]) }
        guard case .unfitSchema = error else {
            Issue.record("not \(String(describing: error))")
            return
        }
    }

    @Test func `observers hear of each recorded group, once it is durable`() async throws {
        let source = try Fixture.openInMemory()
        try await source.captureChanges(of: Self.tables)
        let heard = Lock<[Int64]>([])
        source.observeChanges { position in heard.withLock { $0.append(position) } }
        for id in 1...3 { try await source.write { try $0.insertThing(id) } }
        _ = await storageError {
            try await source.write { transaction in
                try transaction.insertThing(4)
                throw CancellationError()
            }
        }
        #expect(heard.withLock { $0 } == [1, 2, 3])
    }

    @Test func `a follower notices that capture was off for a while`() async throws {
        let source = try Fixture.openInMemory()
        try await source.captureChanges(of: Self.tables)
        try await source.write { try $0.insertThing(1) }
        let followed = try await source.read { try $0.position() }
        try await source.captureChanges(of: [])
        try await source.write { try $0.insertThing(2) }
        try await source.captureChanges(of: Self.tables)
        try await source.write { try $0.insertThing(3) }
        let error = await storageError {
            try await source.read { _ = try $0.changes(after: followed, limit: 10) }
        }
        guard case .changesTrimmed = error else {
            Issue.record("not \(String(describing: error))")
            return
        }
    }

    @Test func `changes that were forgotten are told as trimmed`() async throws {
        let source = try Fixture.openInMemory()
        try await source.captureChanges(of: Self.tables)
        for id in 1...5 { try await source.write { try $0.insertThing(id) } }
        try await source.write { try $0.forgetChanges(through: 100) }
        #expect(try await source.read { try $0.position() } == 5)
        let error = await storageError {
            try await source.read { _ = try $0.changes(after: 2, limit: 10) }
        }
        #expect(error == .changesTrimmed(before: 5))
    }
}

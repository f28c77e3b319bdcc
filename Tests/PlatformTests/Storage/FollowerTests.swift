import EventLoop
import Storage
import Testing

@Suite struct FollowerTests {
    private static let tables = ["owners", "things"]

    /// A database that captures, and a copy of its first moment on the same disk.
    private static func sourceAndCopy(
        _ schema: Schema = Fixture.schema, tables: [String] = tables,
        before fill: (Database) async throws -> Void = { _ in }
    ) async throws -> (source: Database, copy: Database) {
        let disk = Disk.simulated(SimulatedDisk(seed: 1))
        let source = try Fixture.open(DatabaseFile(path: "source", on: disk), schema: schema)
        try await fill(source)
        try await source.captureChanges(of: tables)
        try await source.backUp(to: "copy", until: .distantFuture)
        let copy = try Fixture.open(DatabaseFile(path: "copy", on: disk), schema: schema)
        return (source, copy)
    }

    private static func follow(_ follower: Database, _ source: Database) async throws {
        while true {
            let position = try await follower.read { try $0.position() }
            let batch = try await source.read { try $0.changes(after: position, limit: 3) }
            if batch.isEmpty { return }
            try await follower.write { transaction in
                for changes in batch { try transaction.apply(changes) }
            }
        }
    }

    private static func contents(_ database: Database) async throws -> [[Value]] {
        try await database.read { reader in
            try reader.all("SELECT * FROM things ORDER BY id") { row in
                [try row[0], try row[1], try row[2], try row[3]]
            }
        }
    }

    @Test func `a copy that follows the changes ends equal, whatever was done`() async throws {
        let (source, copy) = try await Self.sourceAndCopy { source in
            for id in 1...50 { try await source.write { try $0.insertThing(id) } }
        }
        var random = SeededGenerator(seed: 9)
        for _ in 1...300 {
            let id = Int.random(in: 1...80, using: &random)
            let kind = Int.random(in: 0...3, using: &random)
            _ = await storageError {
                try await source.write { transaction in
                    switch kind {
                    case 0: try transaction.insertThing(id, note: "new")
                    case 1: try transaction.run("DELETE FROM things WHERE id = ?", id)
                    case 2:
                        try transaction.run("UPDATE things SET size = size + 1 WHERE id = ?", id)
                    default:
                        try transaction.run("UPDATE things SET note = NULL WHERE id = ?", id)
                        throw CancellationError()
                    }
                }
            }
        }
        try await Self.follow(copy, source)
        #expect(try await Self.contents(copy) == Self.contents(source))
        let position = try await source.read { try $0.position() }
        #expect(try await copy.read { try $0.position() } == position)
        #expect(position > 50)
    }

    @Test func `changes applied twice count once`() async throws {
        let (source, copy) = try await Self.sourceAndCopy()
        try await source.write { try $0.insertThing(1) }
        let batch = try await source.read { try $0.changes(after: 0, limit: 10) }
        for _ in 1...2 {
            try await copy.write { transaction in
                for changes in batch { try transaction.apply(changes) }
            }
        }
        #expect(try await Self.contents(copy).count == 1)
    }

    @Test func `a gap in the changes is refused`() async throws {
        let (source, copy) = try await Self.sourceAndCopy()
        for id in 1...2 { try await source.write { try $0.insertThing(id) } }
        let batch = try await source.read { try $0.changes(after: 0, limit: 10) }
        let last = try #require(batch.last)
        let error = await storageError { try await copy.write { try $0.apply(last) } }
        #expect(error == .changesTrimmed(before: 2))
    }

    @Test func `a copy that somebody else wrote to is found out`() async throws {
        let (source, copy) = try await Self.sourceAndCopy { source in
            try await source.write { try $0.insertThing(1) }
        }
        try await copy.captureChanges(of: [])
        try await copy.write { try $0.run("UPDATE things SET size = 7 WHERE id = 1") }
        try await source.write { try $0.run("UPDATE things SET size = 2 WHERE id = 1") }
        let error = await storageError { try await Self.follow(copy, source) }
        guard case .diverged = error else {
            Issue.record("not \(String(describing: error))")
            return
        }
    }

    @Test func `triggers, cascades and a search index follow without being done twice`()
        async throws
    {
        let schema = Schema(
            applicationID: 1,
            migrations: [
                """
                CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT) STRICT;
                CREATE TABLE items (
                    id INTEGER PRIMARY KEY, shop INTEGER REFERENCES shops ON DELETE CASCADE
                ) STRICT;
                CREATE TABLE audit (id INTEGER PRIMARY KEY, what TEXT) STRICT;
                CREATE VIRTUAL TABLE search USING fts5 (name);
                CREATE TRIGGER shop_is_found AFTER INSERT ON shops BEGIN
                    INSERT INTO search (rowid, name) VALUES (new.id, new.name);
                    INSERT INTO audit (what) VALUES (new.name);
                END;
                """
            ])
        let shadows = ["data", "idx", "content", "docsize", "config"].map { "search_\($0)" }
        let (source, copy) = try await Self.sourceAndCopy(
            schema, tables: ["shops", "items", "audit"] + shadows)
        for id in 1...40 {
            try await source.write { transaction in
                try transaction.run("INSERT INTO shops VALUES (?, ?)", id, "chicken number \(id)")
                try transaction.run("INSERT INTO items (shop) VALUES (?), (?)", id, id)
            }
        }
        try await source.write { try $0.run("DELETE FROM shops WHERE id <= 10") }
        try await Self.follow(copy, source)
        for database in [source, copy] {
            let counts = try await database.read { reader in
                try reader.first(
                    """
                    SELECT (SELECT count(*) FROM items), (SELECT count(*) FROM audit),
                        (SELECT group_concat(rowid) FROM search WHERE search MATCH '"number 7"')
                    """
                ) { row in [try row[0] as Value, try row[1], try row[2]] }
            }
            #expect(counts == [.integer(60), .integer(40), .text("7")])
            #expect(try await database.damage(until: .distantFuture) == nil)
        }
    }

    /// Changes come by table, in the order of their names.
    @Test(arguments: [("parents", "children"), ("children", "parents")], ["CASCADE", "SET NULL"])
    func `what a foreign key did follows once, whichever table comes first`(
        tables: (parent: String, child: String), action: String
    ) async throws {
        let (parent, child) = tables
        let schema = Schema(
            applicationID: 1,
            migrations: [
                """
                CREATE TABLE \(parent) (id INTEGER PRIMARY KEY) STRICT;
                CREATE TABLE \(child) (
                    id INTEGER PRIMARY KEY, of INTEGER REFERENCES \(parent) ON DELETE \(action)
                ) STRICT;
                """
            ])
        let (source, copy) = try await Self.sourceAndCopy(schema, tables: [parent, child])
        try await source.write { transaction in
            try transaction.run(SQL(composed: "INSERT INTO \(parent) VALUES (1), (2)"))
            try transaction.run(SQL(composed: "INSERT INTO \(child) VALUES (1, 1), (2, 2)"))
        }
        try await source.write {
            try $0.run(SQL(composed: "DELETE FROM \(parent) WHERE id = 1"))
        }
        try await Self.follow(copy, source)
        let query = SQL(composed: "SELECT id, of FROM \(child) ORDER BY id")
        let rows: @Sendable (Reader) throws -> [[Value]] = { reader in
            try reader.all(query) { row in [try row[0], try row[1]] }
        }
        #expect(try await copy.read(rows) == source.read(rows))
        try await copy.captureChanges(of: [])
        let error = await storageError {
            try await copy.write {
                _ = try $0.run(SQL(composed: "INSERT INTO \(child) VALUES (9, 9)"))
            }
        }
        guard case .constraint(let broken) = error else {
            Issue.record("not \(String(describing: error))")
            return
        }
        #expect(broken.kind == .foreignKey, "they hold again for everybody else")
    }

    @Test func `an application that is rolled back leaves the position where it was`()
        async throws
    {
        let (source, copy) = try await Self.sourceAndCopy()
        try await source.write { try $0.insertThing(1) }
        let changes = try #require(
            try await source.read { try $0.changes(after: 0, limit: 1) }.first)
        _ = await storageError {
            try await copy.write { transaction in
                try transaction.apply(changes)
                throw CancellationError()
            }
        }
        #expect(try await copy.read { try $0.position() } == 0)
        try await copy.write { try $0.apply(changes) }
        let next = try await copy.write { transaction in
            try transaction.insertThing(2)
            return transaction.commitPosition()
        }
        #expect(next == 2)
        #expect(try await copy.read { try $0.position() } == 2)
    }

    @Test func `a write can tell the position at which it will be seen`() async throws {
        let source = try Fixture.openInMemory()
        try await source.captureChanges(of: Self.tables)
        let first = try await source.write { transaction in
            try transaction.insertThing(1)
            return transaction.commitPosition()
        }
        // One that changes nothing keeps its promise, too, or a reader would wait for ever.
        let idle = try await source.write { $0.commitPosition() }
        #expect(first == 1 && idle == 2)
        #expect(try await source.read { try $0.position() } == 2)
        let copy = try Fixture.openInMemory()
        try await Self.follow(copy, source)
        #expect(try await copy.read { try $0.position() } == 2)
    }
}

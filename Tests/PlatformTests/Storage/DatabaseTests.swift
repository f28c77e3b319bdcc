import Storage
import Testing

@Suite struct DatabaseTests {
    @Test func `what was written is read back by position, in its own type`() async throws {
        let schema = Schema(
            applicationID: 1, migrations: ["CREATE TABLE t (a, b, c, d, e, f)"])
        let database = try Fixture.openInMemory(schema: schema)
        let blob: [UInt8] = [0, 255, 7]
        try await database.write { transaction in
            try transaction.run(
                "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)",
                Int64.min, 1.5, "치킨 \u{0} 🍗", blob, nil as String?, true)
        }
        try await database.read { reader in
            let found = try reader.first("SELECT * FROM t") { row in
                let typed: (Int64, Double, String, [UInt8], String?, Bool) = (
                    try row[0], try row[1], try row[2], try row[3], try row[4], try row[5]
                )
                #expect(typed.0 == .min && typed.1 == 1.5 && typed.2 == "치킨 \u{0} 🍗")
                #expect(typed.3 == blob && typed.4 == nil && typed.5)
                return row.count
            }
            #expect(found == 6)
        }
    }

    @Test func `a statement is read to its end while hundreds come and go`() async throws {
        let schema = Schema(applicationID: 1, migrations: ["CREATE TABLE t (a)"])
        let database = try Fixture.openInMemory(schema: schema) {
            $0.readWork.statements = 10_000
        }
        let numbers = Array(1...700)
        try await database.write { transaction in
            for number in numbers { try transaction.run("INSERT INTO t VALUES (?)", number) }
        }
        try await database.read { reader in
            var seen: [Int] = []
            try reader.forEach("SELECT a FROM t ORDER BY a") { row in
                let number: Int = try row[0]
                seen.append(number)
                // More texts than a connection remembers.
                let other = SQL(composed: "SELECT \(number)")
                #expect(try reader.first(other) { try $0[0] as Int } == number)
                #expect(try reader.first("SELECT count(*) FROM t") { try $0[0] as Int } == 700)
            }
            #expect(seen == numbers)
        }
    }

    @Test func `an empty text and an empty blob are not null`() async throws {
        let schema = Schema(applicationID: 1, migrations: ["CREATE TABLE t (a, b)"])
        let database = try Fixture.openInMemory(schema: schema)
        try await database.write { transaction in
            try transaction.run("INSERT INTO t VALUES (?, ?)", "", [UInt8]())
        }
        try await database.read { reader in
            let found = try reader.first("SELECT a, b FROM t") { row in
                [try row[0] as Value, try row[1]]
            }
            #expect(found == [.text(""), .blob([])])
        }
    }

    @Test func `sixteen bytes sort as the number they are`() async throws {
        let schema = Schema(applicationID: 1, migrations: ["CREATE TABLE t (a)"])
        let database = try Fixture.openInMemory(schema: schema)
        let numbers: [UInt128] = [1 << 100, .max, 0, 1 << 64, 255, 256]
        try await database.write { transaction in
            for number in numbers { try transaction.run("INSERT INTO t VALUES (?)", number) }
        }
        try await database.read { reader in
            let found = try reader.all("SELECT a FROM t ORDER BY a") { row in
                try row[0] as UInt128
            }
            #expect(found == numbers.sorted())
        }
        let error = await storageError {
            try await database.read { reader in
                _ = try reader.first("SELECT x'00'") { row in try row[0] as UInt128 }
            }
        }
        #expect(error == .unexpectedColumn(position: 0, expected: .blob, found: .blob))
    }

    @Test func `a null is never read as a zero`() async throws {
        let database = try Fixture.openInMemory()
        let error = await storageError {
            try await database.read { reader in
                _ = try reader.first("SELECT NULL") { row in try row[0] as Int }
            }
        }
        #expect(error == .unexpectedColumn(position: 0, expected: .integer, found: .null))
    }

    @Test(arguments: [
        (
            "INSERT INTO owners VALUES (1, 'x')", StorageError.Constraint.Kind.primaryKey,
            "owners.id"
        ),
        ("INSERT INTO owners VALUES (2, 'first')", .unique, "owners.name"),
        ("INSERT INTO owners VALUES (2, NULL)", .notNull, "owners.name"),
        ("INSERT INTO things VALUES (1, 1, 0, '')", .check, "size_is_positive"),
        ("INSERT INTO things VALUES (1, 9, 1, '')", .foreignKey, ""),
    ])
    func `a violated constraint says its kind and its name`(
        sql: String, kind: StorageError.Constraint.Kind, name: String
    ) async throws {
        let database = try Fixture.openInMemory()
        let error = await storageError {
            _ = try await database.write { try $0.run(SQL(composed: sql)) }
        }
        #expect(error == .constraint(StorageError.Constraint(kind: kind, name: name)))
    }

    @Test func `a statement read inside itself gets a second one`() async throws {
        let database = try Fixture.openInMemory()
        let pairs = try await database.read { reader in
            var pairs: [[Int]] = []
            func numbers(_ body: (Int) throws -> Void) throws {
                let query: SQL = "SELECT 1 UNION ALL SELECT 2"
                try reader.forEach(query) { row in try body(try row[0]) }
            }
            try numbers { outer in try numbers { inner in pairs.append([outer, inner]) } }
            return pairs
        }
        #expect(pairs == [[1, 1], [1, 2], [2, 1], [2, 2]])
    }

    @Test(arguments: [
        "COMMIT", "ROLLBACK", "BEGIN", "SAVEPOINT x", "RELEASE member",
        "PRAGMA defer_foreign_keys = ON", "PRAGMA synchronous = OFF", "ATTACH 'x' AS x",
    ])
    func `a closure cannot decide over its group`(sql: String) async throws {
        let database = try Fixture.openInMemory()
        let error = await storageError {
            try await database.write { transaction in
                try transaction.insertThing(1)
                try transaction.run(SQL(composed: sql))
            }
        }
        guard case .other = error else {
            Issue.record("\(sql) gave \(String(describing: error))")
            return
        }
        #expect(try await database.read { try $0.thingCount() } == 0)
    }

    @Test func `two statements in one are refused`() async throws {
        let database = try Fixture.openInMemory()
        let error = await storageError {
            try await database.read { reader in
                _ = try reader.first("SELECT 1; SELECT 2") { _ in }
            }
        }
        #expect(error == .other(code: 1, message: "more than one statement"))
    }

    @Test func `a read cannot write`() async throws {
        let database = try Fixture.openInMemory()
        let error = await storageError {
            try await database.read { reader in
                _ = try reader.first("DELETE FROM owners RETURNING id") { _ in }
            }
        }
        #expect(error == .readOnly)
    }

    @Test func `a read that never ends is broken off, and the next one works`() async throws {
        let database = try Fixture.openInMemory()
        let error = await storageError {
            try await database.read { reader in
                let endless: SQL = """
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                    SELECT count(*) FROM n
                    """
                _ = try reader.first(endless) { _ in }
            }
        }
        #expect(error == .interrupted(.tooMuchWork))
        #expect(try await database.read { try $0.thingCount() } == 0)
    }

    @Test func `a read of too many statements is broken off`() async throws {
        let database = try Fixture.openInMemory { $0.readWork.statements = 10 }
        let error = await storageError {
            try await database.read { reader in
                while true { _ = try reader.thingCount() }
            }
        }
        #expect(error == .interrupted(.tooMuchWork))
    }

    @Test func `parameters known only at run time are bound like the others`() async throws {
        let database = try Fixture.openInMemory()
        try await database.write { transaction in
            try transaction.run(
                "INSERT INTO things VALUES (?, ?, ?, ?)",
                binding: [.integer(5), .null, .integer(2), .text("note")])
        }
        let notes = try await database.read { reader in
            var notes: [String] = []
            try reader.forEach("SELECT note FROM things WHERE id = ?", binding: [.integer(5)]) {
                row in notes.append(try row[0])
            }
            return notes
        }
        #expect(notes == ["note"])
    }

    @Test func `after closing, nothing is let in`() async throws {
        let database = try Fixture.openInMemory()
        await database.close()
        #expect(await storageError { try await database.write { _ in } } == .closed)
        #expect(await storageError { try await database.read { _ in } } == .closed)
    }
}

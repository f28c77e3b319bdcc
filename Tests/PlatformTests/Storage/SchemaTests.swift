import Glibc
import Storage
import TestFolders
import Testing

@Suite struct SchemaTests {
    private static func schema(_ application: Int32 = 7, versions: Int) -> Schema {
        let all = [
            "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT; INSERT INTO a VALUES (1);",
            "ALTER TABLE a ADD COLUMN note TEXT; UPDATE a SET note = 'second';",
            "CREATE TABLE b (a INTEGER REFERENCES a) STRICT;",
        ]
        return Schema(applicationID: application, migrations: Array(all.prefix(versions)))
    }

    @Test func `an older file is brought up to date, once`() async throws {
        let folder = try TestFolder()
        for versions in [1, 2, 3, 3] {
            let schema = Self.schema(versions: versions)
            let database = try Fixture.open(folder.file(), schema: schema)
            await database.close()
        }
        let database = try Fixture.open(folder.file(), schema: Self.schema(versions: 3))
        let note = try await database.read { reader in
            try reader.first("SELECT note FROM a") { row in try row[0] as String }
        }
        #expect(note == "second")
        await database.close()
    }

    @Test func `a newer file is refused and says what to do`() async throws {
        let folder = try TestFolder()
        let path = folder.file().path
        try await Fixture.open(folder.file(), schema: Self.schema(versions: 3)).close()
        let error = await storageError {
            _ = try Fixture.open(folder.file(), schema: Self.schema(versions: 2))
        }
        #expect(error == .newerSchema(path: path, found: 3, known: 2))
        #expect(error?.description.contains("a newer program wrote it") == true)
    }

    @Test func `a file that another version of a migration made is refused`() async throws {
        let folder = try TestFolder()
        try await Fixture.open(folder.file(), schema: Self.schema(versions: 1)).close()
        let edited = "CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT) STRICT;"
        let schema = Schema(applicationID: 7, migrations: [edited])
        let error = await storageError { _ = try Fixture.open(folder.file(), schema: schema) }
        #expect(error?.description.contains("another build made its tables") == true)
    }

    @Test func `a file that does not tell what made it is refused`() async throws {
        let folder = try TestFolder()
        try await Fixture.open(folder.file(), schema: Self.schema(versions: 1)).close()
        try runElsewhere("DROP TABLE storage_migrations", on: folder.file().path)
        let error = await storageError {
            _ = try Fixture.open(folder.file(), schema: Self.schema(versions: 1))
        }
        #expect(error?.description.contains("another build made its tables") == true)
    }

    @Test func `another application's file is refused and left as it was`() async throws {
        let folder = try TestFolder()
        try runElsewhere("CREATE TABLE x (y)", on: folder.file().path)
        let before = try bytes(of: folder.file().path)
        let error = await storageError {
            _ = try Fixture.open(folder.file(), schema: Self.schema(versions: 1))
        }
        guard case .notOurs = error else {
            Issue.record("not \(String(describing: error))")
            return
        }
        #expect(try bytes(of: folder.file().path) == before)
    }

    @Test func `a file with another application's mark is refused`() async throws {
        let folder = try TestFolder()
        try await Fixture.open(folder.file(), schema: Self.schema(7, versions: 1)).close()
        let error = await storageError {
            _ = try Fixture.open(folder.file(), schema: Self.schema(8, versions: 1))
        }
        guard case .notOurs = error else {
            Issue.record("not \(String(describing: error))")
            return
        }
    }

    @Test func `a file that is no database is refused and left as it was`() async throws {
        let folder = try TestFolder()
        let text = [UInt8](repeating: 0x61, count: 5_000)
        try write(text, to: folder.file().path)
        let error = await storageError { _ = try Fixture.open(folder.file()) }
        guard case .notOurs = error else {
            Issue.record("not \(String(describing: error))")
            return
        }
        #expect(try bytes(of: folder.file().path) == text)
    }

    @Test func `a folder that is not there is told with its path`() async throws {
        let error = await storageError {
            _ = try Fixture.open(DatabaseFile(path: "/nowhere/at/all.db"))
        }
        guard case .cannotOpen(path: "/nowhere/at/all.db", _) = error else {
            Issue.record("not \(String(describing: error))")
            return
        }
    }

    @Test func `a migration that fails leaves the file at the version before`() async throws {
        let folder = try TestFolder()
        try await Fixture.open(folder.file(), schema: Self.schema(versions: 2)).close()
        let broken = Schema(
            applicationID: 7,
            migrations: Self.schema(versions: 2).migrations + ["CREATE TABLE c (x); NONSENSE;"])
        #expect(await storageError { _ = try Fixture.open(folder.file(), schema: broken) } != nil)
        let database = try Fixture.open(folder.file(), schema: Self.schema(versions: 2))
        let tables = try await database.read { reader in
            try reader.first("SELECT count(*) FROM sqlite_schema WHERE name = 'c'") { row in
                try row[0] as Int
            }
        }
        #expect(tables == 0)
        await database.close()
    }

    private func bytes(of path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = read(descriptor, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        #expect(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    }
}

import CSQLite
import EventLoop
import Glibc
import Storage
import TestFolders
import Testing

extension TestFolder {
    func file(_ name: String = "test.db") -> DatabaseFile {
        DatabaseFile(path: "\(path)/\(name)")
    }
}

enum Fixture {
    static let schema = Schema(
        applicationID: 0x7465_7374,
        migrations: [
            """
            CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
            CREATE TABLE things (
                id INTEGER PRIMARY KEY,
                owner INTEGER REFERENCES owners,
                size INTEGER NOT NULL CONSTRAINT size_is_positive CHECK (size > 0),
                note TEXT
            ) STRICT;
            INSERT INTO owners VALUES (1, 'first');
            """
        ])

    static let laterDeadline = Instant.distantFuture

    static func open(
        _ file: DatabaseFile, schema: Schema = schema, _ change: (inout Settings) -> Void = { _ in }
    ) throws -> Database {
        var settings = Settings()
        if case .simulated = file.disk { settings.background = .inline }
        change(&settings)
        return try Database(file, schema: schema, holder: "test", settings: settings)
    }

    /// In memory, on a disk of its own.
    static func openInMemory(
        schema: Schema = schema, seed: UInt64 = 1, _ change: (inout Settings) -> Void = { _ in }
    ) throws -> Database {
        let file = DatabaseFile(path: "test.db", on: .simulated(SimulatedDisk(seed: seed)))
        return try open(file, schema: schema, change)
    }

    /// Runs `body` as the one task of a simulated loop; what it starts there shares turns, and so
    /// write groups.
    static func simulate<Result: Sendable>(
        seed: UInt64 = 1, _ body: @escaping @Sendable () async throws -> Result
    ) throws -> Result {
        let simulation = Simulation(seed: seed)
        let loop = simulation.makeLoop(name: "test")
        let outcome = try simulation.run(on: loop) { () async -> Swift.Result<Result, any Error> in
            do { return .success(try await body()) } catch { return .failure(error) }
        }
        return try outcome.get()
    }
}

extension Transaction {
    func insertThing(_ id: Int, size: Int = 1, note: String? = nil) throws {
        try run("INSERT INTO things (id, owner, size, note) VALUES (?, 1, ?, ?)", id, size, note)
    }
}

extension Reader {
    func thingCount() throws -> Int {
        try first("SELECT count(*) FROM things") { row in try row[0] } ?? 0
    }

    func thingIDs() throws -> [Int] {
        try all("SELECT id FROM things ORDER BY id") { row in try row[0] }
    }
}

/// Runs statements without the driver, as somebody else's program would.
func runElsewhere(_ script: String, on path: String) throws {
    var other: OpaquePointer?
    try #require(sqlite3_open(path, &other) == SQLITE_OK)
    defer { sqlite3_close(other) }
    try #require(sqlite3_exec(other, script, nil, nil, nil) == SQLITE_OK)
}

/// The `StorageError` that `body` ends with.
func storageError(_ body: () async throws -> Void) async -> StorageError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? StorageError
    }
}

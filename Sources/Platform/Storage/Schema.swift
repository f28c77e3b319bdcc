/// What a file must hold to be ours, and how an older one is brought up to it.
///
/// Migrations are never edited once they have run anywhere: a new version is a new entry. A file that
/// was made by others is refused.
public struct Schema: Sendable {
    /// Written into the file's header. Any number of the application's own, not zero.
    public let applicationID: Int32
    /// The version of a file is the number of migrations it has seen.
    public let migrations: [String]

    public init(applicationID: Int32, migrations: [String]) {
        precondition(applicationID != 0, "zero is the mark of a file that is nobody's")
        self.applicationID = applicationID
        self.migrations = migrations
    }

    func migrate(_ file: DatabaseFile, on connection: Connection) throws(StorageError) {
        // A migration may rebuild a table that others refer to; all is checked at its end.
        try connection.control("PRAGMA foreign_keys = OFF")
        do throws(StorageError) {
            try connection.control("BEGIN IMMEDIATE")
            try bringUp(file, on: connection)
            try connection.control("COMMIT")
        } catch {
            if connection.isInTransaction { try connection.control("ROLLBACK") }
            throw error
        }
        try connection.control("PRAGMA foreign_keys = ON")
    }

    private func bringUp(_ file: DatabaseFile, on connection: Connection) throws(StorageError) {
        try connection.run(script: Self.ownTables)
        // Once more: another process may have been faster since the file was opened.
        let version = try version(of: file, on: connection)
        guard version < migrations.count else { return }
        for (number, migration) in migrations.enumerated().dropFirst(version) {
            try connection.run(script: migration, forCaller: true)
            try connection.run(
                "INSERT INTO storage_migrations (number, fingerprint) VALUES (?, ?)", number,
                Self.fingerprint(of: migration))
        }
        try refuseUnfit(on: connection)
        try connection.run(
            script: """
                PRAGMA user_version = \(migrations.count);
                PRAGMA application_id = \(applicationID);
                """)
    }

    /// The file's version, when it is one that we know.
    func version(of file: DatabaseFile, on connection: Connection) throws(StorageError) -> Int {
        let version = try connection.value("PRAGMA user_version", or: 0)
        let application = try connection.value("PRAGMA application_id", or: 0)
        let tables = try connection.value(
            "SELECT count(*) FROM sqlite_schema WHERE name NOT GLOB 'storage_*'", or: 0)
        let isFresh = version == 0 && application == 0 && tables == 0
        guard isFresh || application == Int(applicationID) else {
            let reason = "its application id is \(application), ours is \(applicationID)"
            throw .notOurs(path: file.path, reason: reason)
        }
        guard version <= migrations.count else {
            throw .newerSchema(path: file.path, found: version, known: migrations.count)
        }
        guard try wasMadeByOurs(version, on: connection) else {
            let reason = "another build made its tables, which would not fit this one"
            throw .notOurs(path: file.path, reason: reason)
        }
        return version
    }

    private func wasMadeByOurs(
        _ version: Int, on connection: Connection
    ) throws(StorageError) -> Bool {
        guard version > 0 else { return true }
        let tables = try connection.value(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'storage_migrations'", or: 0)
        guard tables == 1 else { return false }
        let found = try connection.value(
            """
            SELECT group_concat(fingerprint, ' ') FROM (
                SELECT fingerprint FROM storage_migrations ORDER BY number)
            """, or: "")
        let ours = migrations.prefix(version).map { "\(Self.fingerprint(of: $0))" }
        return found == ours.joined(separator: " ")
    }

    /// Of its text (FNV-1a): enough to tell that somebody edited it.
    private static func fingerprint(of migration: String) -> Int64 {
        let start: UInt64 = 0xcbf2_9ce4_8422_2325
        return Int64(
            bitPattern: migration.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
    }

    private func refuseUnfit(on connection: Connection) throws(StorageError) {
        // One member's deferred violation would pass its own savepoint and fail everyone's commit.
        let deferred = try connection.value(
            "SELECT name FROM sqlite_schema WHERE sql LIKE '%initially%deferred%'", or: "")
        guard deferred.isEmpty else {
            throw .unfitSchema("\(deferred) has a deferred constraint, which harms its neighbours")
        }
        let dangling = try connection.value("PRAGMA foreign_key_check", or: "")
        guard dangling.isEmpty else {
            throw .unfitSchema("a row of \(dangling) refers to one that is not there")
        }
    }

    private static let ownTables = """
        CREATE TABLE IF NOT EXISTS storage_lease (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            epoch INTEGER NOT NULL,
            holder TEXT NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS storage_migrations (
            number INTEGER PRIMARY KEY,
            fingerprint INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS storage_captured_tables (
            name TEXT PRIMARY KEY
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storage_changes (
            position INTEGER PRIMARY KEY,
            changeset BLOB NOT NULL
        ) STRICT;
        """
}

extension StorageError {
    /// Says which file, where SQLite only says that one cannot be opened or read.
    func about(_ file: DatabaseFile) -> StorageError {
        switch self {
        case .cannotOpen(_, let reason): .cannotOpen(path: file.path, reason: reason)
        case .notOurs(_, let reason): .notOurs(path: file.path, reason: reason)
        default: self
        }
    }
}

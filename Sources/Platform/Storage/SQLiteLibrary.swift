import CSQLite

/// What is set once for the whole process, before the first connection.
enum SQLiteLibrary {
    static func prepare() {
        _ = prepared
    }

    private static let prepared: Void = {
        // Fails when SQLite is already in use, and then costs speed only.
        _ = csqlite_forgo_memory_statistics()
        sqlite3_initialize()
    }()
}

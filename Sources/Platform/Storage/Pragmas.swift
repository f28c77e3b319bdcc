import CSQLite

extension Connection {
    /// Only with a busy timeout set before: without one, changing to the log fails at once when two
    /// processes start together.
    func configure(_ access: Access, _ settings: Settings) throws(StorageError) {
        for (flag, isOn) in Self.flags { csqlite_set_flag(handle, flag, isOn) }
        guard try value("PRAGMA journal_mode = WAL", or: "") == "wal" else {
            throw .cannotOpen(path: "", reason: "its disk shares no memory, which the log needs")
        }
        try run(
            script: """
                PRAGMA synchronous = \(settings.durability == .full ? "FULL" : "NORMAL");
                PRAGMA foreign_keys = ON;
                PRAGMA temp_store = MEMORY;
                PRAGMA cell_size_check = ON;
                PRAGMA cache_size = -\(settings.pageCacheKibibytes);
                PRAGMA journal_size_limit = \(settings.checkpointAfterPages * 2 * 4_096);
                """)
        // Checkpoints are the checkpointer's.
        sqlite3_wal_autocheckpoint(handle, 0)
        if access == .reading { try run(script: "PRAGMA query_only = ON") }
        // What is gathered must be a commit's. Pages that a large transaction writes ahead, and then
        // gives up, would go to the disk later: perhaps over those of the process that writes now.
        if access.gathersLog(settings) { try run(script: "PRAGMA cache_spill = OFF") }
    }

    /// A name in double quotes that is no column is an error and not a string; the schema cannot be
    /// written as if it were a table.
    private static let flags: [(flag: Int32, isOn: Int32)] = [
        (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0), (SQLITE_DBCONFIG_DEFENSIVE, 1),
    ]
}

import CSQLite

extension Transaction {
    /// Applies what a group of another database changed, and keeps its record, so that this one
    /// stands at the same position and can itself be followed. Changes seen before are skipped.
    public func apply(_ changes: Changes) throws(StorageError) {
        let here = try position()
        guard changes.position > here else { return }
        guard changes.position == here + 1 else {
            throw .changesTrimmed(before: changes.position)
        }
        try changeLog.apply(changes, on: connection)
    }

    /// Gives up the record of groups that every follower has; the last one stays, to tell where
    /// this database stands.
    public func forgetChanges(through position: Int64) throws(StorageError) {
        try run(
            "DELETE FROM storage_changes WHERE position <= ?", min(position, self.position() - 1))
    }

    /// The position at which the changes of this transaction will stand, to be waited for in a
    /// database that follows this one. Zero while nothing was ever captured.
    public func commitPosition() -> Int64 {
        changeLog.promisePosition()
    }
}

extension Reader {
    /// The last recorded group that this snapshot contains; zero when there is none.
    public final func position() throws(StorageError) -> Int64 {
        try connection.position()
    }

    /// The next groups after `position`, oldest first.
    public final func changes(after position: Int64, limit: Int) throws -> [Changes] {
        let query: SQL = """
            SELECT position, changeset FROM storage_changes
            WHERE position > ? ORDER BY position LIMIT ?
            """
        let found = try all(query, position, limit) { row in
            Changes(position: try row[0], changeset: try row[1])
        }
        if let first = found.first, first.position > position + 1 {
            throw StorageError.changesTrimmed(before: first.position)
        }
        return found
    }
}

extension Connection {
    func position() throws(StorageError) -> Int64 {
        try value("SELECT coalesce(max(position), 0) FROM storage_changes", or: Int64(0))
    }

    /// Triggers and foreign keys stay off: what they did there is among the changes, and done here
    /// before its own change came it would be a row that is not as expected.
    func apply(_ changeset: [UInt8]) throws(StorageError) {
        var changeset = changeset
        let code = withAppliersRights {
            changeset.withUnsafeMutableBytes { bytes in
                sqlite3changeset_apply(
                    handle, Int32(clamping: bytes.count), bytes.baseAddress, nil,
                    { _, _, _ in SQLITE_CHANGESET_ABORT }, nil)
            }
        }
        if code == SQLITE_ABORT {
            throw .diverged("a row is not as it was where the changes come from")
        }
        if code != SQLITE_OK { throw error(code) }
    }

    /// Flags, because the pragma for foreign keys does nothing inside of a transaction.
    private func withAppliersRights(_ body: () -> Int32) -> Int32 {
        let flags = [
            SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_FKEY, SQLITE_DBCONFIG_DEFENSIVE,
        ]
        for flag in flags { csqlite_set_flag(handle, flag, 0) }
        defer { for flag in flags { csqlite_set_flag(handle, flag, 1) } }
        return body()
    }
}

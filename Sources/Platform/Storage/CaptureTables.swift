extension Transaction {
    /// Keeps the list of tables whose changes are recorded.
    ///
    /// What was changed while another list was kept is not in the record. So a new list leaves a
    /// gap in the positions, and whoever followed the old one finds out and copies anew.
    func capture(_ tables: [String]) throws(StorageError) {
        let before = try connection.capturedTables()
        guard Set(before) != Set(tables) else { return }
        try run("DELETE FROM storage_captured_tables")
        for table in tables {
            guard try connection.hasPrimaryKey(table) else {
                // The session extension passes over such a table without a word.
                throw .unfitSchema("\(table) has no primary key, so its changes cannot be told")
            }
            try run("INSERT INTO storage_captured_tables (name) VALUES (?)", table)
        }
        let position = try position()
        guard position > 0 else { return }
        try run("DELETE FROM storage_changes")
        try run("INSERT INTO storage_changes (position, changeset) VALUES (?, x'')", position + 2)
    }
}

extension Connection {
    func capturedTables() throws(StorageError) -> [String] {
        let statement = try open("SELECT name FROM storage_captured_tables ORDER BY name")
        defer { statement.end() }
        var names: [String] = []
        while try statement.step() { names.append(try statement.row[0]) }
        return names
    }

    fileprivate func hasPrimaryKey(_ table: String) throws(StorageError) -> Bool {
        let quoted = table.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "''")
        let query = "SELECT count(*) FROM pragma_table_info('\(quoted)') WHERE pk > 0"
        return try value(SQL(composed: query), or: 0) > 0
    }
}

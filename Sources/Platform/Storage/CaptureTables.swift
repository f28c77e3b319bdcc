extension Transaction {
    /// Keeps the list of tables whose changes are recorded.
    func capture(_ tables: [String]) throws(StorageError) {
        try run("DELETE FROM storage_captured_tables")
        for table in tables {
            guard try connection.hasPrimaryKey(table) else {
                // The session extension passes over such a table without a word.
                throw .unfitSchema("\(table) has no primary key, so its changes cannot be told")
            }
            try run("INSERT INTO storage_captured_tables (name) VALUES (?)", table)
        }
    }
}

extension Connection {
    fileprivate func hasPrimaryKey(_ table: String) throws(StorageError) -> Bool {
        let quoted = table.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "''")
        let query = "SELECT count(*) FROM pragma_table_info('\(quoted)') WHERE pk > 0"
        return try value(SQL(composed: query), or: 0) > 0
    }
}

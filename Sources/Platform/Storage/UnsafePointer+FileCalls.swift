import CSQLite

extension UnsafePointer<sqlite3_io_methods> {
    /// A table of the calls that SQLite makes on an open file. Never freed: every open file points to
    /// it.
    static func fileCalls(
        version: Int32, _ fill: (UnsafeMutablePointer<sqlite3_io_methods>) -> Void
    ) -> Self {
        let table = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        table.initialize(to: sqlite3_io_methods())
        table.pointee.iVersion = version
        fill(table)
        return Self(table)
    }

    /// Makes durable what was written into `file`, its length as far as need be.
    func syncData(of file: UnsafeMutablePointer<sqlite3_file>) -> Int32 {
        pointee.xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY)
    }
}

import CSQLite

/// Copies the moment that a reader stands in, page by page, into a new file beside the target, then
/// puts it in the target's place.
struct Backup {
    /// Between two pieces it looks whether it should stop.
    private static let pagesAPiece: Int32 = 256

    private let source: Connection
    private let target: DatabaseFile
    private let settings: Settings

    init(of source: Connection, to target: DatabaseFile, settings: Settings) {
        self.source = source
        self.target = target
        self.settings = settings
    }

    func run() throws(StorageError) {
        // Whoever opens the copy next would take that log for the copy's own, and ruin it.
        guard !target.hasUnfinishedChanges else {
            throw .cannotOpen(
                path: target.path, reason: "a database is there that is open, or was not closed")
        }
        let unfinished = DatabaseFile(path: target.path + ".unfinished", on: target.disk)
        unfinished.remove()
        do throws(StorageError) {
            try copy(to: unfinished)
        } catch {
            unfinished.remove()
            throw error
        }
        try unfinished.rename(to: target)
    }

    private func copy(to file: DatabaseFile) throws(StorageError) {
        let copy = try Connection(to: file, .plain, settings)
        guard let backup = sqlite3_backup_init(copy.handle, "main", source.handle, "main") else {
            throw copy.error(sqlite3_errcode(copy.handle))
        }
        // Holds the read transaction open over the pieces, so that a writer does not restart it.
        _ = try source.value("SELECT count(*) FROM sqlite_schema", or: 0)
        var code = SQLITE_OK
        while code == SQLITE_OK, !source.stopSign.check() {
            code = sqlite3_backup_step(backup, Self.pagesAPiece)
        }
        sqlite3_backup_finish(backup)
        if let reason = source.stopSign.reason { throw .interrupted(reason) }
        guard code == SQLITE_DONE else { throw copy.error(code) }
        // The copy says in its header that it has a log; it must be whole without one.
        try copy.run(script: "PRAGMA journal_mode = DELETE")
        if let damage = try copy.damage() { throw .corrupt("the copy: \(damage)") }
    }
}

extension Connection {
    /// Nil when every page, index and reference is whole, else the first thing that is not.
    func damage() throws(StorageError) -> String? {
        let verdict = try value("PRAGMA integrity_check(1)", or: "no answer")
        guard verdict == "ok" else { return verdict }
        let dangling = try value("PRAGMA foreign_key_check", or: "")
        return dangling.isEmpty ? nil : "a row of \(dangling) refers to one that is not there"
    }
}

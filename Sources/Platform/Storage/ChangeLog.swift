import CSQLite
import EventLoop

/// Records what each group changed, in the group's own transaction: one row a group, numbered
/// without gaps, so that another database can follow this one (ADR 0006).
///
/// The rows come from SQLite's session extension, which sees every change of the tables it watches,
/// also those by triggers and cascades, and forgets those that were rolled back.
final class ChangeLog: @unchecked Sendable {
    // Sendable: `mustReload` and `observers` are locked; the rest is the leader's alone.

    private let keptGroups: Int64
    private let mustReload = Lock(true)
    private let observers = Lock<[@Sendable (Int64) -> Void]>([])
    private var tables: [String] = []
    private var lastPosition: Int64 = 0
    private var session: OpaquePointer?
    private var isPositionPromised = false
    private var recordedPosition: Int64?

    init(keptGroups: Int) {
        self.keptGroups = Int64(keptGroups)
    }

    /// The list of tables has changed: the next group looks at it.
    func reload() {
        mustReload.withLock { $0 = true }
    }

    func observe(_ observer: @escaping @Sendable (Int64) -> Void) {
        observers.withLock { $0.append(observer) }
    }

    // MARK: A group, from its BEGIN to its COMMIT

    func begin(on connection: Connection) throws(StorageError) {
        recordedPosition = nil
        isPositionPromised = false
        if mustReload.withLock({ $0 }) { try load(on: connection) }
        guard !tables.isEmpty else { return }
        let code = sqlite3session_create(connection.handle, "main", &session)
        guard code == SQLITE_OK else { throw connection.error(code) }
        for table in tables {
            let code = sqlite3session_attach(session, table)
            guard code == SQLITE_OK else { throw connection.error(code) }
        }
    }

    /// Where the changes of this group will stand, for a transaction that tells its caller. Zero
    /// when nothing is captured.
    func promisePosition() -> Int64 {
        guard session != nil else { return lastPosition }
        isPositionPromised = true
        return lastPosition + 1
    }

    func record(on connection: Connection) throws(StorageError) {
        guard let session else { return }
        var count: Int32 = 0
        var bytes: UnsafeMutableRawPointer?
        let code = sqlite3session_changeset(session, &count, &bytes)
        defer { sqlite3_free(bytes) }
        guard code == SQLITE_OK else { throw connection.error(code) }
        guard count > 0 || isPositionPromised else { return }
        let changeset = UnsafeRawBufferPointer(start: bytes, count: Int(count))
        try insert([UInt8](changeset), at: lastPosition + 1, on: connection)
    }

    func insert(
        _ changeset: [UInt8], at position: Int64, on connection: Connection
    ) throws(StorageError) {
        let insert: SQL = "INSERT INTO storage_changes (position, changeset) VALUES (?, ?)"
        try connection.run(insert, position, changeset)
        if position % Self.positionsATrim == 0 {
            let trim: SQL = "DELETE FROM storage_changes WHERE position <= ?"
            try connection.run(trim, position - keptGroups)
        }
        recordedPosition = position
    }

    /// Whatever became of the group: its session ends with it.
    func end(committed: Bool) {
        if let session { sqlite3session_delete(session) }
        session = nil
        guard committed, let position = recordedPosition else { return }
        lastPosition = position
        for observer in observers.withLock({ $0 }) { observer(position) }
    }

    /// While changes of another database are applied, which bring their own record.
    func withoutCapturing<Result>(
        _ body: () throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        if let session { sqlite3session_enable(session, 0) }
        defer { if let session { sqlite3session_enable(session, 1) } }
        return try body()
    }

    private static let positionsATrim: Int64 = 64

    private func load(on connection: Connection) throws(StorageError) {
        let statement = try connection.open("SELECT name FROM storage_captured_tables")
        defer { statement.end() }
        var names: [String] = []
        while try statement.step() { names.append(try statement.row[0]) }
        lastPosition = try connection.value(
            "SELECT coalesce(max(position), 0) FROM storage_changes", or: Int64(0))
        tables = names
        mustReload.withLock { $0 = false }
    }
}

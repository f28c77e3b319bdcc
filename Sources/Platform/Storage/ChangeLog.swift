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
    private var wereChangesApplied = false
    /// Where this group stands; `lastPosition` until it has recorded something.
    private var positionOfGroup: Int64 = 0

    init(keptGroups: Int) {
        precondition(keptGroups > 0, "the last one tells the position")
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
        if mustReload.withLock({ $0 }) { try load(on: connection) }
        positionOfGroup = lastPosition
        isPositionPromised = false
        wereChangesApplied = false
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
        // Asked and not counted: a member that applied some may have been rolled back since.
        if wereChangesApplied { positionOfGroup = try connection.position() }
        guard let session else { return }
        var count: Int32 = 0
        var bytes: UnsafeMutableRawPointer?
        let code = sqlite3session_changeset(session, &count, &bytes)
        defer { sqlite3_free(bytes) }
        guard code == SQLITE_OK else { throw connection.error(code) }
        guard count > 0 || isPositionPromised else { return }
        positionOfGroup += 1
        let changeset = [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(count)))
        try insert(Changes(position: positionOfGroup, changeset: changeset), on: connection)
    }

    /// Whatever became of the group: its session ends with it.
    func end(committed: Bool) {
        if let session { sqlite3session_delete(session) }
        session = nil
        guard committed, positionOfGroup > lastPosition else { return }
        lastPosition = positionOfGroup
        for observer in observers.withLock({ $0 }) { observer(lastPosition) }
    }

    // MARK: Changes that come from another database

    /// Applies them without recording them again: they bring their own record.
    func apply(_ changes: Changes, on connection: Connection) throws(StorageError) {
        wereChangesApplied = true
        if let session { sqlite3session_enable(session, 0) }
        defer { if let session { sqlite3session_enable(session, 1) } }
        if !changes.changeset.isEmpty { try connection.apply(changes.changeset) }
        try insert(changes, on: connection)
    }

    // MARK: The rows

    private static let positionsATrim: Int64 = 64

    private func insert(_ changes: Changes, on connection: Connection) throws(StorageError) {
        let insert: SQL = "INSERT INTO storage_changes (position, changeset) VALUES (?, ?)"
        try connection.run(insert, changes.position, changes.changeset)
        if changes.position % Self.positionsATrim == 0 {
            let trim: SQL = "DELETE FROM storage_changes WHERE position <= ?"
            try connection.run(trim, changes.position - keptGroups)
        }
    }

    private func load(on connection: Connection) throws(StorageError) {
        tables = try connection.capturedTables()
        lastPosition = try connection.position()
        mustReload.withLock { $0 = false }
    }
}

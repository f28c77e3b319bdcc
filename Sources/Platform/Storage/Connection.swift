import CSQLite

/// One open connection with its prepared statements.
///
/// Opened without SQLite's own mutex, so it has one user at a time: a loop's reader, the leader of a
/// write group, a worker.
@usableFromInline
final class Connection: @unchecked Sendable {
    // Sendable: whoever has taken it from its pool, or leads the writer, is alone with it.

    enum Access {
        /// As SQLite opens it, for a copy that is being made.
        case plain
        case reading, writing

        /// Without a sync nothing would tell when others may look for what is gathered.
        func gathersLog(_ settings: Settings) -> Bool {
            self == .writing && settings.durability == .full
        }
    }

    let handle: OpaquePointer
    /// Also keeps a simulated disk alive for as long as SQLite may call it.
    private let file: DatabaseFile
    /// SQLite calls it until the file is closed.
    private var gentleFile: GentleFile?
    let stopSign: StopSign
    /// Apart, because equal literals may share their address, and a caller's COMMIT must not find
    /// the driver's.
    private var callersStatements = StatementCache()
    private var ownStatements = StatementCache()
    /// What is parsed now is held to `CallersRights`.
    private(set) var isPreparingForCaller = false
    private var isClosed = false
    /// What rolled a transaction back may have been caught by the closure that met it.
    private(set) var lastError = StorageError.closed

    /// `schema` is asked before anything is changed: even the switch to the log would be written
    /// into a file that is not ours.
    init(
        to file: DatabaseFile, _ access: Access, _ settings: Settings,
        holding schema: Schema? = nil,
        stopSign: StopSign = StopSign()
    ) throws(StorageError) {
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        let vfsName =
            access.gathersLog(settings) ? file.disk.gatheringVFSName : file.disk.vfsName
        let code = sqlite3_open_v2(file.path, &handle, flags, vfsName)
        guard code == SQLITE_OK, let handle else {
            let failure = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(handle)
            throw .cannotOpen(path: file.path, reason: failure)
        }
        self.handle = handle
        self.file = file
        self.stopSign = stopSign
        sqlite3_extended_result_codes(handle, 1)
        do throws(StorageError) {
            sqlite3_busy_timeout(handle, Int32(clamping: settings.busyTimeoutMilliseconds))
            _ = try schema?.version(of: file, on: self)
            if access != .plain { try configure(access, settings) }
        } catch {
            throw error.about(file)
        }
        stopSign.attach(to: handle)
        holdCallersToTheirRights()
    }

    deinit {
        close()
    }

    /// The last one to close a file copies its log and deletes it.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        // Statements end before their connection does.
        callersStatements = StatementCache()
        ownStatements = StatementCache()
        sqlite3_close_v2(handle)
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }
    var changedRows: Int { Int(sqlite3_changes64(handle)) }
    /// Of all statements since it was opened that were not undone at once; what is rolled back later
    /// counts too.
    var changesSoFar: Int64 { sqlite3_total_changes64(handle) }
    var lastInsertedKey: Int64 { sqlite3_last_insert_rowid(handle) }

    func error(_ code: Int32) -> StorageError {
        lastError = StorageError(code, on: handle, stoppedBy: stopSign)
        return lastError
    }

    // MARK: Statements

    /// A caller's statement, prepared and free to use: from the cache, or a fresh one when that is
    /// being read.
    func openForCaller(_ sql: SQL) throws(StorageError) -> Statement {
        isPreparingForCaller = true
        defer { isPreparingForCaller = false }
        return try open(sql, from: &callersStatements)
    }

    /// A statement of the driver's own.
    func open(_ sql: SQL) throws(StorageError) -> Statement {
        try open(sql, from: &ownStatements)
    }

    private func open(
        _ sql: SQL, from cache: inout StatementCache
    ) throws(StorageError) -> Statement {
        let known = cache[sql]
        if let known, !known.isBusy {
            known.begin()
            return known
        }
        let statement = try prepare(sql)
        if known == nil { cache.keep(statement, for: sql) }
        statement.begin()
        return statement
    }

    private func prepare(_ sql: SQL) throws(StorageError) -> Statement {
        switch sql.text {
        case .literal(let literal):
            let start = UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)
            return try Statement(start, literal.utf8CodeUnitCount, on: self)
        case .composed(var text):
            let result = text.withUTF8 { bytes -> Result<Statement, StorageError> in
                bytes.withMemoryRebound(to: CChar.self) { bytes in
                    guard let start = bytes.baseAddress else { return .failure(.closed) }
                    do throws(StorageError) {
                        return .success(try Statement(start, bytes.count, on: self))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return try result.get()
        }
    }

    // MARK: What only the driver may say

    /// BEGIN, COMMIT, a pragma: what no caller's statement may contain.
    func control(_ sql: SQL) throws(StorageError) {
        _ = try value(sql, or: Value.null)
    }

    /// The first column of the first row of the driver's own question, a pragma or a SELECT.
    func value<Content: Storable>(_ sql: SQL, or none: Content) throws(StorageError) -> Content {
        let statement = try open(sql)
        defer { statement.end() }
        let answer: Content? = try statement.step() ? try statement.row[0] : nil
        while answer != nil, try statement.step() {}
        return answer ?? none
    }

    func run<each Bound: Storable>(
        _ sql: SQL, _ parameters: repeat each Bound
    ) throws(StorageError) {
        let statement = try open(sql)
        defer { statement.end() }
        var position: Int32 = 0
        for parameter in repeat each parameters {
            position += 1
            parameter.store(in: Parameter(statement, position: position))
        }
        precondition(Int(position) == statement.parameterCount, "each ? has its parameter")
        while try statement.step() {}
    }

    /// Several statements at once: the driver's own, or those of a migration, a caller's.
    func run(script: String, forCaller: Bool = false) throws(StorageError) {
        isPreparingForCaller = forCaller
        defer { isPreparingForCaller = false }
        let code = sqlite3_exec(handle, script, nil, nil, nil)
        if code != SQLITE_OK { throw error(code) }
    }
}

extension Connection {
    /// Makes durable what was copied into the file, beside its log. False when that failed.
    func syncFile() -> Bool {
        guard let (file, calls) = openFile else { return false }
        return calls.syncData(of: file) == SQLITE_OK
    }

    /// From now on what this connection copies into the file gives way to others.
    func writeGently() {
        gentleFile = openFile.map { GentleFile($0.file, $0.calls) }
    }

    private var openFile:
        (file: UnsafeMutablePointer<sqlite3_file>, calls: UnsafePointer<sqlite3_io_methods>)?
    {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let code = sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file)
        guard code == SQLITE_OK, let file, let calls = file.pointee.pMethods else { return nil }
        return (file, calls)
    }
}

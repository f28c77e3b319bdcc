public import EventLoop

/// A database that serves many tasks: reads on the loop that asks, writes in groups that share one
/// commit, long reads on a thread of their own.
///
/// What stands here is all that is known above: SQL text, bound parameters, rows, transactions. The
/// driver behind it is SQLite; another (PostgreSQL) fits behind the same calls.
public final class Database: Sendable {
    private let file: DatabaseFile
    private let settings: Settings
    private let lease: WriterLease
    private let changeLog: ChangeLog
    private let longReads: LongReads
    private let checkpointer: Checkpointer
    private let readers: ReaderPool
    private let writer: Writer

    /// Opens the file, makes it or brings its schema up to date, and takes the lease unless
    /// `settings` say to wait with it. `holder` names this process to whoever looks at the lease.
    public init(
        _ file: DatabaseFile, schema: Schema, holder: String, settings: Settings = Settings()
    ) throws(StorageError) {
        SQLiteLibrary.prepare()
        let connection = try Connection(to: file, .writing, settings, holding: schema)
        try schema.migrate(file, on: connection)
        self.file = file
        self.settings = settings
        lease = WriterLease(holder: holder)
        changeLog = ChangeLog(keptGroups: settings.keptChanges)
        longReads = LongReads(file: file, settings: settings)
        checkpointer = Checkpointer(
            connection: try Connection(to: file, .writing, settings), settings: settings,
            longReads: longReads)
        readers = ReaderPool(file: file, settings: settings)
        let group = WriteGroup(
            connection: connection, lease: lease, changeLog: changeLog,
            limit: settings.transactionWork)
        writer = Writer(group: group, checkpointer: checkpointer, settings: settings)
        checkpointer.watch(connection)
        if settings.takesLeaseAtOnce {
            lease.want()
            try group.runEmpty()
        }
    }

    /// Reads on this loop, all from one moment of the data. For what is short: a point, a page.
    public func read<Result>(_ body: (Reader) throws -> Result) async throws -> Result {
        try readers.read(body)
    }

    /// Runs a transaction in the next group. Returns when it is durable, or throws what `body`
    /// threw, with nothing of it kept. `body` may run more than once and has no effects outside.
    @inlinable
    @discardableResult
    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        // Unsafe: its group writes it, and only then resumes this task.
        nonisolated(unsafe) var result: Result?
        try await runInGroup { transaction in result = try body(transaction) }
        guard let result else { preconditionFailure("a transaction of success gives something") }
        return result
    }

    @usableFromInline
    func runInGroup(_ body: @escaping @Sendable (Transaction) throws -> Void) async throws {
        try await withUnsafeThrowingContinuation { continuation in
            let write = PendingWrite(
                loop: EventLoop.current, continuation: continuation, body: body)
            do throws(StorageError) {
                try writer.submit(write)
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Reads off the loops, broken off at `deadline` and when the task is cancelled.
    public func longRead<Result: Sendable>(
        until deadline: Instant, _ body: @escaping @Sendable (Reader) throws -> Result
    ) async throws -> Result {
        try await longReads.run(until: deadline, body)
    }

    /// Becomes the one writer; whoever was it before can commit nothing from then on.
    public func takeLease() async throws {
        lease.want()
        try await write { _ in }
    }

    /// Lets no more in, answers those who wait, and closes the file. The lease stays where it is.
    public func close() async {
        await writer.close()
        await longReads.close()
        await checkpointer.close()
        readers.close()
    }

    /// Lets go of the file at once, for a simulated process that has crashed: nobody is answered,
    /// and nobody may be inside.
    public func abandon() {
        writer.abandon()
        checkpointer.abandon()
        readers.close()
    }
}

// MARK: - Following the changes

extension Database {
    /// From the return of this call on, every group records what it changed in these tables. It
    /// stays so over restarts, until it is called with none.
    public func captureChanges(of tables: [String]) async throws {
        let log = changeLog
        try await write { transaction in
            try transaction.capture(tables)
            log.reload()
        }
    }

    /// Calls `observer` after each group that was recorded, with its position, on the thread that
    /// committed it. It must not block.
    public func observeChanges(_ observer: @escaping @Sendable (Int64) -> Void) {
        changeLog.observe(observer)
    }
}

// MARK: - Looking after the file

extension Database {
    public var figures: Figures { writer.figures }

    /// Nil when every page, index and reference is whole, else the first thing that is not.
    public func damage(until deadline: Instant) async throws -> String? {
        try await longRead(until: deadline) { reader in try reader.connection.damage() }
    }

    /// Writes a copy of one moment to `path` while serving goes on. What was there before is
    /// replaced in one step, when the copy is whole and durable; unless it is a database in use.
    public func backUp(to path: String, until deadline: Instant) async throws {
        let target = DatabaseFile(path: path, on: file.disk)
        let settings = settings
        try await longRead(until: deadline) { reader in
            try Backup(of: reader.connection, to: target, settings: settings).run()
        }
    }
}

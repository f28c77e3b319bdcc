import EventLoop

/// The right to write, in an epoch row of the database itself.
///
/// Two processes that write one file starve each other, so one writes at a time. Taking the lease
/// raises the epoch; every group looks at it inside its own transaction, where nobody can change
/// it, so a writer that was overtaken (a stopped process that wakes up again) commits nothing more.
final class WriterLease: @unchecked Sendable {
    // Sendable: `isWanted` is locked; the epochs are touched by the leader of the writer alone.

    private let holder: String
    private let isWanted = Lock(false)
    /// Zero until taken.
    private var epoch: Int64 = 0
    private var epochOfThisGroup: Int64 = 0

    init(holder: String) {
        self.holder = holder
    }

    /// The next group takes it.
    func want() {
        isWanted.withLock { $0 = true }
    }

    /// Inside a group's transaction: takes the lease if that is wanted, or sees that it is held.
    /// True when it was taken: somebody else may have written since this process last did.
    func check(on connection: Connection) throws(StorageError) -> Bool {
        if isWanted.withLock({ $0 }) {
            epochOfThisGroup = try take(on: connection)
            return true
        } else {
            let current = try connection.value("SELECT epoch FROM storage_lease", or: Int64(0))
            guard current == epoch, epoch > 0 else {
                throw .fenced(epoch: epoch, current: current)
            }
            epochOfThisGroup = epoch
            return false
        }
    }

    /// The group's commit is durable, and with it the epoch that the group saw or took.
    func committed() {
        guard epoch != epochOfThisGroup else { return }
        epoch = epochOfThisGroup
        isWanted.withLock { $0 = false }
    }

    private func take(on connection: Connection) throws(StorageError) -> Int64 {
        let statement = try connection.open(
            """
            INSERT INTO storage_lease (id, epoch, holder) VALUES (1, 1, ?)
            ON CONFLICT (id) DO UPDATE SET epoch = epoch + 1, holder = excluded.holder
            RETURNING epoch
            """)
        defer { statement.end() }
        holder.store(in: Parameter(statement, position: 1))
        var taken: Int64 = 0
        while try statement.step() { taken = try statement.row[0] }
        return taken
    }
}

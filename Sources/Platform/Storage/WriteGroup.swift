/// Runs waiting transactions one after the other in one commit, so that one sync makes all durable.
///
/// What a member does must never harm its neighbours. Most that throw have changed nothing yet, and
/// leave nothing to undo. When one has, the group is rolled back and runs again with a savepoint for
/// each: keeping what could be undone, page by page, would be a seventh of an order's work. An error
/// that rolls the *whole* group back (a full disk, a failed read, an interruption) takes its member
/// out, and the others run again. See ADR 0005.
struct WriteGroup {
    let connection: Connection
    private let transaction: Transaction
    private let lease: WriterLease
    private let changeLog: ChangeLog
    private let limit: WorkLimit

    init(
        connection: Connection, lease: WriterLease, changeLog: ChangeLog, limit: WorkLimit
    ) {
        self.connection = connection
        self.lease = lease
        self.changeLog = changeLog
        self.limit = limit
        transaction = Transaction(on: connection, changeLog: changeLog)
    }

    private enum Attempt {
        case committed
        /// A member threw after it had changed something, and had no savepoint to go back to.
        case torn
        /// The group is gone, and the member at `index` is to blame.
        case lost(index: Int, StorageError)
        /// The group is gone by nobody's fault, or by one that cannot be told.
        case failed(StorageError)
    }

    /// When this returns, each member has its outcome and all that is a success is durable.
    func run(_ members: [PendingWrite]) {
        var members = members
        var withSavepoints = false
        while !members.isEmpty {
            switch attempt(members, withSavepoints: withSavepoints) {
            case .committed:
                return
            case .torn:
                withSavepoints = true
            case .lost(let index, let error):
                members.remove(at: index).fail(error)
            case .failed(let error) where error.mayBeOneMembersFault && members.count > 1:
                for member in members { run([member]) }
                return
            case .failed(let error):
                for member in members { member.fail(error) }
                return
            }
        }
    }

    /// A group of nobody: takes the lease when it is wanted.
    func runEmpty() throws(StorageError) {
        if case .failed(let error) = attempt([], withSavepoints: false) { throw error }
    }

    private func attempt(_ members: [PendingWrite], withSavepoints: Bool) -> Attempt {
        var isCommitted = false
        defer { changeLog.end(committed: isCommitted) }
        do throws(StorageError) {
            try connection.control("BEGIN IMMEDIATE")
            if try lease.check(on: connection) { changeLog.reload() }
            try changeLog.begin(on: connection)
            for (index, member) in members.enumerated() {
                let isDone = try withSavepoints ? runInSavepoint(member) : run(member)
                guard connection.isInTransaction else {
                    return .lost(index: index, connection.lastError)
                }
                guard isDone else {
                    try connection.control("ROLLBACK")
                    return .torn
                }
            }
            try changeLog.record(on: connection)
            try connection.control("COMMIT")
            lease.committed()
            isCommitted = true
            return .committed
        } catch {
            // The rollback's own failure changes nothing: the next BEGIN says what is wrong.
            if connection.isInTransaction { try? connection.control("ROLLBACK") }
            return .failed(error)
        }
    }

    /// False when it has left what must be undone.
    private func run(_ member: PendingWrite) -> Bool {
        let changesBefore = connection.changesSoFar
        connection.stopSign.clear(instructionLimit: limit.instructions)
        defer { connection.stopSign.clear() }
        return member.run(in: transaction, within: limit)
            || connection.changesSoFar == changesBefore
    }

    private func runInSavepoint(_ member: PendingWrite) throws(StorageError) -> Bool {
        try connection.control("SAVEPOINT member")
        let leavesNothing = run(member)
        // Else the savepoint went with the group, under the member's feet.
        guard connection.isInTransaction else { return false }
        if !leavesNothing { try connection.control("ROLLBACK TO member") }
        try connection.control("RELEASE member")
        return true
    }
}

extension StorageError {
    /// Whether the others might well succeed without the one that caused this at the commit.
    fileprivate var mayBeOneMembersFault: Bool {
        switch self {
        case .full, .constraint: true
        default: false
        }
    }
}

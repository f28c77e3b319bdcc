import EventLoop

/// A transaction that waits for its group, with the task that waits for it.
class PendingWrite {
    /// Where the task waits, to wake each loop once a group.
    let loop: EventLoop?

    init(loop: EventLoop?) {
        self.loop = loop
    }

    /// Runs the closure and keeps what it gave; false when it threw.
    func run(in transaction: Transaction, within limit: WorkLimit) -> Bool {
        preconditionFailure("a pending write knows its closure")
    }

    /// Its outcome, whatever the closure said.
    func fail(_ error: any Error) {
        preconditionFailure("a pending write knows its outcome")
    }

    /// Tells the task. Only once the outcome is durable: also a refusal was decided on the changes
    /// of its neighbours, which must not come to nothing after it was told.
    func answer() {
        preconditionFailure("a pending write knows its task")
    }
}

final class PendingTransaction<Value: Sendable>: PendingWrite {
    private let body: @Sendable (Transaction) throws -> Value
    private let continuation: UnsafeContinuation<Value, any Error>
    private var outcome: Result<Value, any Error> = .failure(StorageError.closed)

    init(
        loop: EventLoop?, continuation: UnsafeContinuation<Value, any Error>,
        body: @escaping @Sendable (Transaction) throws -> Value
    ) {
        self.body = body
        self.continuation = continuation
        super.init(loop: loop)
    }

    override func run(in transaction: Transaction, within limit: WorkLimit) -> Bool {
        do {
            outcome = .success(try transaction.use(within: limit) { try body(transaction) })
            return true
        } catch {
            outcome = .failure(error)
            return false
        }
    }

    override func fail(_ error: any Error) {
        outcome = .failure(error)
    }

    override func answer() {
        continuation.resume(with: outcome)
    }
}

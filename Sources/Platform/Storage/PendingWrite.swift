import EventLoop

/// A transaction that waits for its group, with the task that waits for it.
final class PendingWrite {
    /// Where the task waits, to wake each loop once a group.
    let loop: EventLoop?
    private let continuation: UnsafeContinuation<Void, any Error>
    /// Keeps what it gives for the task.
    private let body: (Transaction) throws -> Void
    /// Until it has run there is no success.
    private var failure: (any Error)? = StorageError.closed

    init(
        loop: EventLoop?, continuation: UnsafeContinuation<Void, any Error>,
        body: @escaping (Transaction) throws -> Void
    ) {
        self.loop = loop
        self.continuation = continuation
        self.body = body
    }

    /// Runs the closure; false when it threw.
    func run(in transaction: Transaction, within limit: WorkLimit) -> Bool {
        do {
            try transaction.use(within: limit) { try body(transaction) }
            failure = nil
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// Its outcome, whatever the closure said.
    func fail(_ error: any Error) {
        failure = error
    }

    /// Tells the task. Only once the outcome is durable: also a refusal was decided on the changes
    /// of its neighbours, which must not come to nothing after it was told.
    func answer() {
        if let failure {
            continuation.resume(throwing: failure)
        } else {
            continuation.resume()
        }
    }
}

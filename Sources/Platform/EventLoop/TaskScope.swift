/// The tasks that one owner started on one loop: they can be cancelled and waited for together.
///
/// This is the only way to start a task on a loop. A bare `Task { }` would leave it, and with it
/// everything the task touches.
public final class TaskScope: @unchecked Sendable {
    // Sendable: `tasks`, `lastKey` and `waiters` are touched only on `loop`.
    public let loop: EventLoop
    private var tasks: [UInt64: Task<Void, Never>] = [:]
    private var lastKey: UInt64 = 0
    private var waiters: [UnsafeContinuation<Void, Never>] = []

    public init(loop: EventLoop) {
        self.loop = loop
    }

    public var count: Int { tasks.count }

    /// Starts a task on the loop. Call it there; from elsewhere, inside `loop.execute`.
    @discardableResult
    public func spawn(_ operation: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        loop.assertIsCurrent()
        lastKey += 1
        let key = lastKey
        let task = Task(executorPreference: loop) {
            await operation()
            self.finished(key)
        }
        tasks[key] = task
        return task
    }

    /// The oldest first: the order of a dictionary differs from run to run, a simulation's may not.
    public func cancelAll() {
        loop.assertIsCurrent()
        for (_, task) in tasks.sorted(by: { $0.key < $1.key }) { task.cancel() }
    }

    /// Returns when no task of the scope is left, or at `deadline` without those that do not end.
    public func drained(by deadline: Instant = .distantFuture) async {
        loop.assertIsCurrent()
        let timer = loop.schedule(at: deadline) { self.wakeWaiters() }
        while !tasks.isEmpty, loop.now < deadline {
            await withUnsafeContinuation { waiters.append($0) }
        }
        loop.cancel(timer)
    }

    private func finished(_ key: UInt64) {
        tasks[key] = nil
        if tasks.isEmpty { wakeWaiters() }
    }

    private func wakeWaiters() {
        let woken = waiters
        waiters.removeAll()
        for waiter in woken { waiter.resume() }
    }
}

import Glibc

/// What the threads of `Workers` share with those who ask for work.
///
/// Each thread keeps the queue alive until it is closed; then it finishes what was accepted, and
/// ends.
final class WorkQueue: @unchecked Sendable {
    // Sendable: `state` is behind a lock, and a semaphore is made for many threads.
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        /// Waiting or being done.
        var unfinishedCount = 0
        var threadCount = 0
        var isClosed = false
        /// Called when the last thread has no work left.
        var farewells: [@Sendable () -> Void] = []
    }

    /// Of nice(2): beside a loop that has work a thread gets a tenth of the core.
    private static let nicenessBehindLoops: Int32 = 10

    private let limit: Int
    private let priority: Workers.Priority
    private let state = Lock(State())
    /// Signalled once for each work that waits, and once for each thread that may end.
    private let signal: UnsafeMutablePointer<sem_t>

    init(limit: Int, priority: Workers.Priority) {
        self.limit = limit
        self.priority = priority
        signal = .allocate(capacity: 1)
        signal.initialize(to: sem_t())
        precondition(sem_init(signal, 0, 0) == 0, "a semaphore could not be made")
    }

    deinit {
        sem_destroy(signal)
        signal.deallocate()
    }

    /// Gives the work's answer to `deliver`, on the thread that worked, when the place it took in
    /// the queue is free again. False, and nothing is done, when the queue is full or closed.
    func add<Answer>(
        _ work: @escaping @Sendable () -> Answer,
        then deliver: @escaping @Sendable (Answer) -> Void
    ) -> Bool {
        let isAccepted = state.withLock { state in
            guard state.unfinishedCount < limit, !state.isClosed else { return false }
            state.unfinishedCount += 1
            state.waiting.append { [self] in
                let answer = work()
                self.state.withLock { $0.unfinishedCount -= 1 }
                deliver(answer)
            }
            return true
        }
        if isAccepted { sem_post(signal) }
        return isAccepted
    }

    /// Lets in no more. `farewell` is called when all that was let in is done.
    func close(then farewell: @escaping @Sendable () -> Void = {}) {
        let (awaited, woken) = state.withLock { state in
            let woken = state.isClosed ? 0 : state.threadCount
            state.isClosed = true
            if state.threadCount > 0 { state.farewells.append(farewell) }
            return (state.threadCount, woken)
        }
        for _ in 0..<woken { sem_post(signal) }
        if awaited == 0 { farewell() }
    }

    // MARK: The threads

    func startThread() {
        state.withLock { $0.threadCount += 1 }
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(self).toOpaque()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<WorkQueue>.fromOpaque(argument).takeRetainedValue().workUntilClosed()
                return nil
            }, argument)
        precondition(failure == 0, "no thread could be started to work: errno \(failure)")
        pthread_detach(thread)
    }

    private func workUntilClosed() {
        if priority == .behindLoops {
            // On Linux niceness is each thread's own, and 0 is the caller.
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.nicenessBehindLoops)
        }
        while let work = next() { work() }
        let farewells = state.withLock { state in
            state.threadCount -= 1
            return state.threadCount == 0 ? state.farewells : []
        }
        for farewell in farewells { farewell() }
    }

    /// Waits for work; nil once the queue is closed and empty.
    private func next() -> (@Sendable () -> Void)? {
        while sem_wait(signal) != 0 {
            precondition(errno == EINTR, "the semaphore is broken: errno \(errno)")
        }
        return state.withLock { state in
            state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }
    }
}

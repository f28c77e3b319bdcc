import EventLoop

/// A few threads for work that would hold up an event loop: hashing a password takes as long as a
/// thousand requests.
///
/// Both the threads and the work that waits for one are limited. The threads are nicer than the
/// loops, so that on a full machine requests go first.
public final class Workers: Sendable {
    /// As much is waiting as may; nothing was started.
    public struct Overloaded: Error {}

    public static let mostThreads = 64

    /// Nil: the caller does the work.
    private let queue: WorkQueue?
    private let threadCount: Int

    public init(threadCount: Int, waitingLimit: Int) {
        precondition((1...Self.mostThreads).contains(threadCount) && waitingLimit >= 0)
        let queue = WorkQueue(limit: threadCount + waitingLimit)
        for _ in 0..<threadCount { queue.startThread() }
        self.queue = queue
        self.threadCount = threadCount
    }

    /// Does all work where it is asked for. In a simulation there is one thread, and time stands
    /// still meanwhile.
    public init(inline: Void) {
        queue = nil
        threadCount = 0
    }

    deinit {
        queue?.close(threadCount: threadCount)
    }

    /// The task waits, its loop does not.
    public func run<Answer: Sendable>(
        _ work: @escaping @Sendable () -> Answer
    ) async throws(Overloaded) -> Answer {
        guard let queue else { return work() }
        // The loop that asks is the one that answers its task. A thread could do it as well, but
        // the thread sanitizer does not see how the runtime hands a task over.
        let loop = EventLoop.current
        let result: Result<Answer, Overloaded> = await withUnsafeContinuation { continuation in
            let isAccepted = queue.add(work) { answer in
                guard let loop else { return continuation.resume(returning: .success(answer)) }
                loop.execute { continuation.resume(returning: .success(answer)) }
            }
            if !isAccepted { continuation.resume(returning: .failure(Overloaded())) }
        }
        return try result.get()
    }
}

/// A few threads for work that would hold up an event loop: hashing a password takes as long as a
/// thousand requests, copying a log may wait for a disk.
///
/// Both the threads and the work that waits for one are limited. They end with `stop`, or when
/// nobody holds them any more.
public final class Workers: Sendable {
    /// As much is waiting as may, or the threads are to end; nothing was started.
    public struct Overloaded: Error {}

    public enum Priority: Sendable {
        case asLoops
        /// On a full machine requests go first.
        case behindLoops
    }

    public static let mostThreads = 64

    /// Nil: the caller does the work.
    private let queue: WorkQueue?

    public init(threadCount: Int, waitingLimit: Int, priority: Priority = .behindLoops) {
        precondition((1...Self.mostThreads).contains(threadCount) && waitingLimit >= 0)
        let queue = WorkQueue(limit: threadCount + waitingLimit, priority: priority)
        for _ in 0..<threadCount { queue.startThread() }
        self.queue = queue
    }

    /// Does all work where it is asked for. In a simulation there is one thread, and time stands
    /// still meanwhile.
    public init(inline: Void) {
        queue = nil
    }

    deinit {
        queue?.close()
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

    /// Has the work done without anybody waiting for it. False when there was no room for it.
    public func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        guard let queue else {
            work()
            return true
        }
        return queue.add(work) {}
    }

    /// Ends the threads after the work that waits; returns when the last of it is done.
    public func stop() async {
        guard let queue else { return }
        let loop = EventLoop.current
        await withUnsafeContinuation { continuation in
            queue.close {
                guard let loop else { return continuation.resume() }
                loop.execute { continuation.resume() }
            }
        }
    }
}

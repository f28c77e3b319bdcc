import EventLoop
import Glibc

/// A thread that takes one job after the other, for what would block a loop.
final class BackgroundThread: @unchecked Sendable {
    // Sendable: the queue is locked, and a semaphore may be used from every thread.

    private struct Queue {
        var jobs: [@Sendable () -> Void] = []
        var isStopping = false
    }

    private let queue = Lock(Queue())
    private let limit: Int
    private let bell: UnsafeMutablePointer<sem_t>

    init(waitingLimit: Int = 1) {
        limit = waitingLimit
        bell = .allocate(capacity: 1)
        bell.initialize(to: sem_t())
        sem_init(bell, 0, 0)
        pthread_detach(start())
    }

    /// The thread holds `self` while it lives, so this runs after its end.
    deinit {
        sem_destroy(bell)
        bell.deallocate()
    }

    /// False when the queue is at its limit, or the thread is stopping.
    func enqueue(_ job: @escaping @Sendable () -> Void) -> Bool {
        let isTaken = queue.withLock { queue in
            guard !queue.isStopping, queue.jobs.count < limit else { return false }
            queue.jobs.append(job)
            return true
        }
        if isTaken { sem_post(bell) }
        return isTaken
    }

    /// Ends the thread after the jobs that wait; returns when the last of them has.
    func stop() async {
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            queue.withLock { queue in
                queue.isStopping = true
                queue.jobs.append { continuation.resume() }
            }
            sem_post(bell)
        }
    }

    private func start() -> pthread_t {
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(self).toOpaque()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<BackgroundThread>.fromOpaque(argument).takeRetainedValue().work()
                return nil
            }, argument)
        precondition(failure == 0, "no thread could be started: errno \(failure)")
        return thread
    }

    private func work() {
        while true {
            while sem_wait(bell) != 0 {}
            let (job, isLast) = queue.withLock { queue in
                let job = queue.jobs.removeFirst()
                return (job, queue.isStopping && queue.jobs.isEmpty)
            }
            job()
            if isLast { return }
        }
    }
}

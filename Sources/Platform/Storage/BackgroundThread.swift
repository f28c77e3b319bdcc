import EventLoop
import Glibc

/// A thread that takes one job after the other, for what would block a loop. It ends with `stop`,
/// or when nobody holds it any more.
final class BackgroundThread: Sendable {
    private let jobs: JobLine
    private let waitingLimit: Int

    init(waitingLimit: Int = 1) {
        self.waitingLimit = waitingLimit
        jobs = JobLine()
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(jobs).toOpaque()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<JobLine>.fromOpaque(argument).takeRetainedValue().work()
                return nil
            }, argument)
        precondition(failure == 0, "no thread could be started: errno \(failure)")
        pthread_detach(thread)
    }

    deinit {
        jobs.end {}
    }

    /// False when the queue is at its limit, or the thread is stopping.
    func enqueue(_ job: @escaping @Sendable () -> Void) -> Bool {
        jobs.append(job, limit: waitingLimit)
    }

    /// Ends the thread after the jobs that wait; returns when the last of them has.
    func stop() async {
        await withCheckedContinuation { continuation in
            jobs.end { continuation.resume() }
        }
    }
}

/// What the thread and those who give it work share.
private final class JobLine: @unchecked Sendable {
    // Sendable: the state is locked, and a semaphore may be used from every thread.

    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var isEnding = false
    }

    private let state = Lock(State())
    private let bell: UnsafeMutablePointer<sem_t>

    init() {
        bell = .allocate(capacity: 1)
        bell.initialize(to: sem_t())
        sem_init(bell, 0, 0)
    }

    deinit {
        sem_destroy(bell)
        bell.deallocate()
    }

    func append(_ job: @escaping @Sendable () -> Void, limit: Int) -> Bool {
        let isTaken = state.withLock { state in
            guard !state.isEnding, state.jobs.count < limit else { return false }
            state.jobs.append(job)
            return true
        }
        if isTaken { sem_post(bell) }
        return isTaken
    }

    /// Lets `farewell` be the last job; at once when the thread has ended before.
    func end(_ farewell: @escaping @Sendable () -> Void) {
        let isFirst = state.withLock { state in
            guard !state.isEnding else { return false }
            state.isEnding = true
            state.jobs.append(farewell)
            return true
        }
        if isFirst { sem_post(bell) } else { farewell() }
    }

    func work() {
        while true {
            while sem_wait(bell) != 0 {}
            let (job, isLast) = state.withLock { state in
                let job = state.jobs.removeFirst()
                return (job, state.isEnding && state.jobs.isEmpty)
            }
            job()
            if isLast { return }
        }
    }
}

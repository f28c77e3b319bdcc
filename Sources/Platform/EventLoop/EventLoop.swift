import CSystem
import Synchronization

/// One thread of the process and all that happens on it: a task executor.
///
/// A task started on a loop stays there with its child tasks, the default actors it calls and the
/// sockets it reads, so nothing of a request crosses a core. What a loop owns (streams, timers,
/// pools) is therefore touched without locks, by its own thread alone. One trap: an actor that two
/// loops call at once may run a call on either thread (the caller comes back to its own), so what
/// belongs to a loop has no place in an actor that loops share.
///
/// The same loop runs live, on epoll, or in a `Simulation`, which turns many of them on one thread
/// under virtual time.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
    // Sendable: every `var` below is touched only by the thread that turns the loop (`isCurrent`);
    // other threads come in through `inbox`, which is locked, and `Poller.wake`.

    private enum Errand {
        case job(UnownedJob)
        case call(@Sendable () -> Void)
    }

    private struct Inbox {
        var errands: [Errand] = []
        var isClosed = false
    }

    enum Driver {
        case epoll(Poller)
        case simulation
    }

    /// How many jobs run before the sockets are looked at again.
    private static let jobsATurn = 256

    public let name: String
    let driver: Driver
    /// When the loop last came back from waiting. Read once a turn: precise enough for deadlines,
    /// free to read.
    public private(set) var now: Instant
    private var ready = JobQueue()
    private var timers = TimerHeap()
    private var endOfTurn: [() -> Void] = []
    private let inbox = Lock(Inbox())
    /// Spare the loop the lock, each turn. One side sets `hasMail` and then looks at `isAsleep`, the
    /// other sets `isAsleep` and then looks at `hasMail`: whichever comes second sees the other.
    private let hasMail = Atomic(false)
    private let isAsleep = Atomic(false)
    private var isStopping = false
    private let turns = Atomic<Int>(0)
    /// Ended for good: nothing that is left here ever runs.
    private var isAbandoned = false

    /// A live loop; give it a thread with `run`.
    public convenience init(name: String) throws(SystemError) {
        self.init(name: name, driver: .epoll(try Poller()), now: .now())
    }

    init(name: String, driver: Driver, now: Instant) {
        self.name = name
        self.driver = driver
        self.now = now
    }

    /// The loop whose thread this is.
    public static var current: EventLoop? {
        guard let pointer = csystem_get_current_loop() else { return nil }
        return Unmanaged<EventLoop>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// Of the loop whose thread this is; 0 on every other thread.
    @usableFromInline
    static var currentAddress: UInt { UInt(bitPattern: csystem_get_current_loop()) }

    public var isCurrent: Bool {
        csystem_get_current_loop() == UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
    }

    // MARK: Work

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            if !isAbandoned { ready.append(job) }
        } else {
            leave(.job(job))
        }
    }

    /// Runs `call` on this loop: at once when already there, else in its next turn.
    public func execute(_ call: @escaping @Sendable () -> Void) {
        if isCurrent {
            call()
        } else {
            leave(.call(call))
        }
    }

    /// Runs `action` when all that is ready in this turn has run, before the loop waits: the place
    /// to do once, for many requests, what costs the same for one (a commit, a flush).
    public func atEndOfTurn(_ action: @escaping () -> Void) {
        assertIsCurrent()
        endOfTurn.append(action)
    }

    private func leave(_ errand: Errand) {
        let isLeft = inbox.withLock { inbox in
            guard !inbox.isClosed else { return false }
            inbox.errands.append(errand)
            return true
        }
        guard isLeft, case .epoll(let poller) = driver else { return }
        hasMail.store(true, ordering: .sequentiallyConsistent)
        if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { poller.wake() }
    }

    // MARK: Time

    public func schedule(at deadline: Instant, _ action: @escaping () -> Void) -> Timer {
        assertIsCurrent()
        return timers.add(at: deadline, action)
    }

    public func cancel(_ timer: Timer) {
        assertIsCurrent()
        timers.cancel(timer)
    }

    /// The time of day, in milliseconds since 1970: for people and for records, never for waiting.
    public var unixMilliseconds: Int64 {
        switch driver {
        case .epoll: csystem_unix_milliseconds()
        case .simulation: Simulation.firstUnixMilliseconds + Int64(now.nanoseconds / 1_000_000)
        }
    }

    // MARK: Turning

    /// Turns the loop on this thread until `stop`. It turns once in its life.
    public func run() {
        guard case .epoll(let poller) = driver else {
            preconditionFailure("a simulated loop is turned by its simulation")
        }
        csystem_set_current_loop(Unmanaged.passUnretained(self).toOpaque())
        defer { csystem_set_current_loop(nil) }
        now = .now()
        while !isStopping {
            turn(at: now, jobs: Self.jobsATurn)
            let count =
                fallsAsleep()
                ? poller.wait(until: timers.earliest ?? .distantFuture) : poller.look()
            isAsleep.store(false, ordering: .relaxed)
            // Before anyone is told: whoever counts a deadline from `now` must not count from
            // before a long sleep.
            now = .now()
            poller.deliver(count)
        }
        abandon()
        poller.forgetAll()
    }

    /// Ends `run` after the present turn. What is unfinished then stays so: drain first.
    public func stop() {
        execute { self.isStopping = true }
    }

    /// How often it has turned; any thread may ask.
    public var turnCount: Int { turns.load(ordering: .relaxed) }

    /// Due timers, what other threads left, then ready jobs, then the end-of-turn actions.
    func turn(at moment: Instant, jobs limit: Int) {
        now = moment
        turns.store(turnCount &+ 1, ordering: .relaxed)
        fireTimers()
        takeErrands()
        let executor = asUnownedTaskExecutor()
        var budget = limit
        while budget > 0, let job = ready.popFirst() {
            job.runSynchronously(on: executor)
            budget -= 1
        }
        if !endOfTurn.isEmpty { finishTurn() }
    }

    /// At most as many as there were: one that sets itself again for now waits for the next turn.
    private func fireTimers() {
        var budget = timers.count
        while budget > 0, let action = timers.popDue(at: now) {
            action()
            budget -= 1
        }
    }

    private func finishTurn() {
        let actions = endOfTurn
        endOfTurn.removeAll()
        for action in actions where !isAbandoned { action() }
    }

    private func takeErrands() {
        if case .epoll = driver {
            guard hasMail.load(ordering: .relaxed) else { return }
            // Before they are taken: whoever leaves one after that says so again.
            _ = hasMail.exchange(false, ordering: .acquiring)
        }
        let errands = inbox.withLock { inbox in
            defer { inbox.errands = [] }
            return inbox.errands
        }
        for errand in errands where !isAbandoned {
            switch errand {
            case .job(let job): ready.append(job)
            case .call(let call): call()
            }
        }
    }

    /// Tells other threads that they must wake the loop, unless there is something to do.
    private func fallsAsleep() -> Bool {
        guard ready.isEmpty, endOfTurn.isEmpty, !isStopping else { return false }
        isAsleep.store(true, ordering: .sequentiallyConsistent)
        return !hasMail.load(ordering: .sequentiallyConsistent)
    }
}

// MARK: - For the simulation

extension EventLoop {
    var earliestTimer: Instant? { timers.earliest }

    /// Whether a turn at this moment would do anything.
    func hasWork(at moment: Instant) -> Bool {
        if !ready.isEmpty || !endOfTurn.isEmpty { return true }
        if let earliest = timers.earliest, earliest <= moment { return true }
        return inbox.withLock { !$0.errands.isEmpty }
    }

    /// What kill -9 does: nothing that was waiting, and nothing that comes, ever runs. It breaks
    /// the cycles between the loop and what waits on it, too.
    func abandon() {
        isAbandoned = true
        ready = JobQueue()
        endOfTurn.removeAll()
        timers.removeAll()
        let dropped = inbox.withLock { inbox in
            inbox.isClosed = true
            defer { inbox.errands = [] }
            return inbox.errands
        }
        withExtendedLifetime(dropped) {}  // Freed outside the lock: what they hold may come here.
    }

    public func assertIsCurrent() {
        assert(isCurrent, "this belongs to the loop \(name) and is touched from elsewhere")
    }
}

extension Instant {
    /// The real monotonic clock. Platform code asks its loop instead, which may be simulated.
    static func now() -> Instant {
        Instant(nanoseconds: csystem_monotonic_nanoseconds())
    }
}

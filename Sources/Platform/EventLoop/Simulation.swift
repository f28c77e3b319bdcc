import CSystem

/// A world of loops on one thread under virtual time.
///
/// Each simulated process is a loop. The simulation picks, by its seed, which loop turns next and
/// for how many jobs; when none has anything to do it moves time to the next timer. The same seed
/// replays the same run to the last step, so a failure found once can be looked at again.
public final class Simulation: @unchecked Sendable {
    // Sendable: the one thread inside `run` touches it; the loops it hands out stay on that thread.

    /// The work will not be done: nothing can ever happen again (a lost wake-up, a deadlock), or
    /// things happen for ever (a livelock, a heartbeat around a task that hangs).
    public struct Stuck: Error, CustomStringConvertible {
        public let seed: UInt64
        public let now: Instant
        public let isEndless: Bool

        public var description: String {
            let what = isEndless ? "it goes on and on" : "nothing is left to happen"
            return "\(what) at \(now.nanoseconds) ns (seed \(seed))"
        }
    }

    /// After how many steps a run counts as endless.
    public var mostSteps = 20_000_000

    /// Every simulated world begins on 2026-01-01T00:00:00Z, one second after its clock did.
    static let firstUnixMilliseconds: Int64 = 1_767_225_599_000

    public let seed: UInt64
    public private(set) var now = Instant(nanoseconds: 1_000_000_000)
    public private(set) var stepsTaken = 0
    public var random: SeededGenerator
    private var loops: [EventLoop] = []
    /// What happens in the world between processes: messages on their way.
    private var world = TimerHeap()
    private var crashObservers: [(EventLoop) -> Void] = []
    private var endObservers: [() -> Void] = []

    public init(seed: UInt64) {
        self.seed = seed
        random = SeededGenerator(seed: seed)
    }

    public func makeLoop(name: String) -> EventLoop {
        let loop = EventLoop(name: name, driver: .simulation, now: now)
        loops.append(loop)
        return loop
    }

    /// kill -9: what the loop had queued never runs. Its tasks hang for ever, which is the point.
    public func crash(_ loop: EventLoop) {
        loop.abandon()
        loops.removeAll { $0 === loop }
        for observer in crashObservers { observer(loop) }
    }

    /// Crashes all, and lets go of what was under way: for whoever runs one world after another.
    public func end() {
        for loop in loops { crash(loop) }
        world.removeAll()
        for observer in endObservers { observer() }
        endObservers = []
    }

    /// For what crashed processes held: their tasks hang on to it for ever.
    public func whenEnded(_ observer: @escaping () -> Void) {
        endObservers.append(observer)
    }

    func onCrash(_ observer: @escaping (EventLoop) -> Void) {
        crashObservers.append(observer)
    }

    func schedule(at moment: Instant, _ action: @escaping () -> Void) {
        _ = world.add(at: moment, action)
    }

    /// Runs `body` on `loop`, with everything else that happens meanwhile, until it returns.
    @discardableResult
    public func run<Result: Sendable>(
        on loop: EventLoop, _ body: @escaping @Sendable () async -> Result
    ) throws(Stuck) -> Result {
        let answer = Lock<Result?>(nil)
        loop.execute {
            TaskScope(loop: loop).spawn {
                let result = await body()
                answer.withLock { $0 = result }
            }
        }
        while true {
            if let result = answer.withLock({ $0 }) { return result }
            guard stepsTaken < mostSteps, step() else {
                throw Stuck(seed: seed, now: now, isEndless: stepsTaken >= mostSteps)
            }
        }
    }

    /// Lets everything happen that is due up to `moment`, and no longer.
    public func run(until moment: Instant) {
        while nextMoment().map({ $0 <= moment }) ?? false, step() {}
        now = max(now, moment)
    }

    /// One turn of one loop that has work, after moving time on if none has. False: never again.
    public func step() -> Bool {
        guard let moment = nextMoment() else { return false }
        now = max(now, moment)
        stepsTaken += 1
        while let action = world.popDue(at: now) { action() }
        let busy = loops.filter { $0.hasWork(at: now) }
        guard let loop = busy.randomElement(using: &random) else { return true }
        let previous = csystem_get_current_loop()
        csystem_set_current_loop(Unmanaged.passUnretained(loop).toOpaque())
        defer { csystem_set_current_loop(previous) }
        loop.turn(at: now, jobs: Int.random(in: 1...8, using: &random))
        return true
    }

    private func nextMoment() -> Instant? {
        if loops.contains(where: { $0.hasWork(at: now) }) { return now }
        let moments = loops.compactMap(\.earliestTimer) + [world.earliest].compactMap(\.self)
        // A timer of the distant future never comes, and must not hide that all are stuck.
        return moments.min().flatMap { $0 == .distantFuture ? nil : $0 }
    }
}

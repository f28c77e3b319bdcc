public import EventLoop

/// The life of a process: starting, ready, draining, stopped.
///
/// It knows no signals and no sockets, so a simulated process has one too. What is started later
/// ends earlier: a server is drained before the database that its handlers use is closed.
public final class Lifecycle: @unchecked Sendable {
    // Sendable: the steps and the waiter are touched only on `loop`; what `/readyz` asks for, from
    // any loop, is locked.

    public enum Phase: String, Sendable {
        case starting, ready, draining, stopped
    }

    /// Why the process should get no requests now.
    public struct Unreadiness: Equatable, Sendable {
        public let part: String
        public let reason: String
    }

    private struct Readiness {
        var phase = Phase.starting
        var checks: [(part: String, reason: @Sendable () -> String?)] = []
    }

    private struct Step {
        let name: String
        let end: @Sendable (Instant) async -> Void
    }

    private let loop: EventLoop
    private let readiness = Lock(Readiness())
    private var steps: [Step] = []
    private(set) var isStopWanted = false
    private var stopWaiter: UnsafeContinuation<Void, Never>?

    /// On the first loop of the process, where it is wired.
    public init(on loop: EventLoop) {
        self.loop = loop
    }

    public var phase: Phase { readiness.withLock { $0.phase } }

    // MARK: Starting

    /// Adds what is to be done when the process stops, before everything that was added earlier.
    /// Whoever does it has until the given moment.
    public func whenStopping(
        _ name: StaticString, _ end: @escaping @Sendable (Instant) async -> Void
    ) {
        loop.assertIsCurrent()
        steps.append(Step(name: "\(name)", end: end))
    }

    /// From now on `part` is asked whether the process is ready; it says why not, or nil. Asked on
    /// any loop, and often: it must only look at what is there.
    public func ready(
        _ part: StaticString, unless reason: @escaping @Sendable () -> String?
    ) {
        readiness.withLock { $0.checks.append(("\(part)", reason)) }
    }

    /// All is wired: requests are welcome, unless a part says otherwise.
    public func started() {
        enter(.ready, from: .starting)
    }

    /// Empty when requests are welcome.
    public func unreadiness() -> [Unreadiness] {
        let (phase, checks) = readiness.withLock { ($0.phase, $0.checks) }
        guard phase == .ready else { return [Unreadiness(part: "process", reason: phase.rawValue)] }
        return checks.compactMap { part, reason in
            reason().map { Unreadiness(part: part, reason: $0) }
        }
    }

    // MARK: Stopping

    /// Asks the process to stop; `untilStopIsWanted` returns.
    public func stop() {
        loop.assertIsCurrent()
        isStopWanted = true
        stopWaiter?.resume()
        stopWaiter = nil
    }

    public func untilStopIsWanted() async {
        loop.assertIsCurrent()
        guard !isStopWanted else { return }
        await withUnsafeContinuation { stopWaiter = $0 }
    }

    /// Does what was added for the end, the latest first, and returns the name of the step that had
    /// not ended at `deadline`, if one had not. The steps after it are not begun then: what they
    /// would close may still be in use.
    public func drain(by deadline: Instant) async -> String? {
        loop.assertIsCurrent()
        enter(.draining, from: .starting, .ready)
        let running = Lock<String?>(nil)
        let steps = Array(self.steps.reversed())
        self.steps = []
        let scope = TaskScope(loop: loop)
        let loop = self.loop
        scope.spawn {
            for step in steps where loop.now < deadline {
                running.withLock { $0 = step.name }
                await step.end(deadline)
                // One that came back because its time was up has left something undone.
                if loop.now < deadline { running.withLock { $0 = nil } }
            }
        }
        await scope.drained(by: deadline)
        enter(.stopped, from: .draining)
        return running.withLock { $0 }
    }

    private func enter(_ next: Phase, from allowed: Phase...) {
        readiness.withLock { readiness in
            precondition(
                allowed.contains(readiness.phase), "\(readiness.phase) is not followed by \(next)")
            readiness.phase = next
        }
    }
}

import EventLoop

/// The rules of a circuit breaker, without a clock: every moment comes in as a parameter.
struct Circuit {
    /// Says that a call was let through, and when.
    struct Permit {
        fileprivate let start: RunningCalls.Start
        fileprivate let began: Instant
        /// What a call says about the target is of use only as long as the state it began in.
        fileprivate let era: Int
    }

    private let limits: CircuitLimits
    private var window: OutcomeWindow
    private var running: RunningCalls
    private(set) var state = CircuitState.closed
    /// Grows with every change between closed, open and half-open.
    private(set) var era = 0

    init(_ limits: CircuitLimits) {
        self.limits = limits
        window = OutcomeWindow(milliseconds: limits.windowMilliseconds)
        running = RunningCalls(overdueAfterMilliseconds: limits.slowCallMilliseconds)
    }

    // MARK: Transitions

    mutating func admit(at now: Instant) throws(CircuitOpen) -> Permit {
        running.advance(to: now)
        switch state {
        case .closed:
            if isFailing(at: now) { throw open(at: now) }
        case .open(let moment):
            guard moment <= now else { throw CircuitOpen(retryAt: moment) }
            change(to: .halfOpen(.init(running: 1, succeeded: 0, began: now)))
        case .halfOpen(var probes):
            guard probes.running + probes.succeeded < limits.probes else {
                // Probes that do not come back are an answer too.
                if isSlow(since: probes.began, at: now) { throw open(at: now) }
                throw CircuitOpen(retryAt: slowMoment(after: probes.began))
            }
            probes.running += 1
            probes.began = now
            state = .halfOpen(probes)
        }
        return Permit(start: running.begin(at: now), began: now, era: era)
    }

    mutating func finish(_ permit: Permit, _ outcome: CallOutcome, at now: Instant) {
        guard permit.era == era else { return }
        running.end(permit.start, at: now)
        let outcome = isSlow(since: permit.began, at: now) ? .failure : outcome
        switch state {
        case .open: return
        case .closed:
            guard outcome != .ignored else { return }
            window.record(isFailure: outcome == .failure, at: now)
            if outcome == .failure, isFailing(at: now) { open(at: now) }
        case .halfOpen(var probes):
            if outcome == .failure {
                open(at: now)
                return
            }
            probes.running -= 1
            probes.succeeded += outcome == .success ? 1 : 0
            if probes.succeeded >= limits.probes {
                change(to: .closed)
            } else {
                state = .halfOpen(probes)
            }
        }
    }

    @discardableResult
    private mutating func open(at now: Instant) -> CircuitOpen {
        let moment = now.advanced(byMilliseconds: limits.openMilliseconds)
        change(to: .open(until: moment))
        return CircuitOpen(retryAt: moment)
    }

    /// Begins a new era, in which nothing that came before counts: calls that still hang when the
    /// target has healed must not open the circuit again.
    private mutating func change(to state: CircuitState) {
        self.state = state
        era += 1
        window.clear()
        running.clear()
    }

    // MARK: Judgement

    /// A call that is overdue counts as failed for as long as it runs.
    private mutating func isFailing(at now: Instant) -> Bool {
        window.advance(to: now)
        running.advance(to: now)
        let calls = window.calls + running.overdue
        let failures = window.failures + running.overdue
        return calls >= limits.leastCalls && failures * 100 >= calls * limits.failurePercent
    }

    private func slowMoment(after began: Instant) -> Instant {
        began.advanced(byMilliseconds: limits.slowCallMilliseconds)
    }

    private func isSlow(since began: Instant, at now: Instant) -> Bool {
        slowMoment(after: began) <= now
    }
}

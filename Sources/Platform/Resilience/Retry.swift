public import EventLoop

/// Tries again what failed: as often as its policy says, as the budget pays for, and never past the
/// deadline.
public final class Retry: @unchecked Sendable {
    // Sendable: touched only on `loop`.
    private let loop: EventLoop
    private let policy: RetryPolicy
    private let budget: RetryBudget
    private let isOn: Bool
    private var random: any RandomNumberGenerator
    /// Second and further attempts made.
    public let retries = Tally()

    public init(
        loop: EventLoop, policy: RetryPolicy = RetryPolicy(), budget: RetryBudget,
        random: some RandomNumberGenerator & Sendable, without: Without = .nothing
    ) {
        self.loop = loop
        self.policy = policy
        self.budget = budget
        self.random = random
        isOn = !without.contains(.retry)
    }

    /// Does `attempt` until it succeeds, or until `advice`, attempts, budget or time end it; then
    /// its last error is thrown.
    public func run<Result>(
        by deadline: Deadline, advice: (any Error) -> RetryAdvice,
        _ attempt: () async throws -> Result
    ) async throws -> Result {
        loop.assertIsCurrent()
        budget.earn()
        var made = 0
        while true {
            do {
                return try await attempt()
            } catch {
                made += 1
                guard let moment = nextMoment(advice(error), afterAttempt: made, by: deadline)
                else { throw error }
                retries.increment()
                try await loop.sleep(until: moment)
            }
        }
    }

    /// When to try again; nil: not at all. The budget is asked last, so that it pays for nothing
    /// that is not done.
    private func nextMoment(
        _ advice: RetryAdvice, afterAttempt made: Int, by deadline: Deadline
    ) -> Instant? {
        guard isOn, made < policy.attempts, !Task.isCancelled else { return nil }
        var earliest = loop.now
        switch advice {
        case .giveUp: return nil
        case .tryAgain: break
        case .tryAgainAfter(let wait): earliest = earliest.advanced(byMilliseconds: wait)
        }
        let jitter = policy.delayNanoseconds(afterAttempt: made, using: &random)
        let moment = earliest.advanced(byNanoseconds: jitter)
        guard !deadline.hasPassed(at: moment), budget.pay() else { return nil }
        return moment
    }
}

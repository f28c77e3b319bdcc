import EventLoop

/// A quota that is used up at once or bit by bit, and fills again evenly.
///
/// All in whole numbers: a token is as many parts as its window has nanoseconds, and each nanosecond
/// brings `quota` parts. So nothing is won or lost by rounding, however the calls fall.
struct TokenBucket {
    private var parts: UInt64
    private var filledAt: Instant

    /// A full one.
    init(_ policy: RateLimitPolicy, at now: Instant) {
        parts = policy.partsInAll
        filledAt = now
    }

    mutating func take(_ policy: RateLimitPolicy, at now: Instant) -> RateLimitAnswer {
        fill(policy, at: now)
        let isAllowed = parts >= policy.partsAToken
        if isAllowed { parts -= policy.partsAToken }
        return RateLimitAnswer(
            isAllowed: isAllowed, remaining: Int(parts / policy.partsAToken),
            resetSeconds: seconds(until: policy.partsInAll, policy),
            retryAfterSeconds: isAllowed ? 0 : seconds(until: policy.partsAToken, policy))
    }

    /// Whether it has nothing to remember: as good as a new one.
    mutating func isFull(_ policy: RateLimitPolicy, at now: Instant) -> Bool {
        fill(policy, at: now)
        return parts == policy.partsInAll
    }

    /// Loops read their clocks once a turn, so that `now` may be a little before the last one.
    private mutating func fill(_ policy: RateLimitPolicy, at now: Instant) {
        guard now > filledAt else { return }
        let elapsed = now.nanoseconds(since: filledAt)
        filledAt = now
        let wait = (policy.partsInAll - parts) / policy.partsANanosecond
        parts = elapsed > wait ? policy.partsInAll : parts + elapsed * policy.partsANanosecond
    }

    private func seconds(until goal: UInt64, _ policy: RateLimitPolicy) -> Int {
        guard parts < goal else { return 0 }
        let rate = policy.partsANanosecond
        let nanoseconds = (goal - parts + rate - 1) / rate
        return Int((nanoseconds + 999_999_999) / 1_000_000_000)
    }
}

extension RateLimitPolicy {
    fileprivate var partsANanosecond: UInt64 { UInt64(quota) }
    fileprivate var partsAToken: UInt64 { UInt64(windowSeconds) * 1_000_000_000 }
    /// Fits, because quota and window are bounded.
    fileprivate var partsInAll: UInt64 { partsAToken * partsANanosecond }
}

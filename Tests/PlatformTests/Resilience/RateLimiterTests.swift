import EventLoop
import HTTP
import Testing

@testable import Resilience

@Suite struct RateLimiterTests {
    @Test(arguments: 0..<100 as Range<UInt64>)
    func `in no time at all passes more than the quota and what has come since`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let policy = RateLimitPolicy(
            "member", quota: Int.random(in: 1...20, using: &random),
            windowSeconds: Int.random(in: 1...7, using: &random))
        var now = Instant.seconds(3)
        var bucket = TokenBucket(policy, at: now)
        var passed: [UInt64] = []
        for _ in 0..<600 {
            now = now.advanced(byNanoseconds: Self.pause(&random))
            if bucket.take(policy, at: now).isAllowed { passed.append(now.nanoseconds) }
        }
        #expect(breaches(of: policy, in: passed) == 0, "seed \(seed)")
    }

    @Test func `nothing is lost to rounding, however often it is asked`() {
        let policy = RateLimitPolicy("member", quota: 7, windowSeconds: 60)
        var bucket = TokenBucket(policy, at: .seconds(1))
        var passed = bucket.take(policy, at: .seconds(1)).isAllowed ? 1 : 0
        var now = Instant.seconds(1)
        for _ in 0..<60_000 {
            now = now.advanced(byNanoseconds: 100_000_019)
            if bucket.take(policy, at: now).isAllowed { passed += 1 }
        }
        let elapsed = now.nanoseconds(since: .seconds(1))
        #expect(passed == 7 + Int(elapsed * 7 / 60_000_000_000))
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `who waits as long as it is told to is let through`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let policy = RateLimitPolicy("member", quota: 3, windowSeconds: 10)
        var now = Instant.seconds(3)
        var bucket = TokenBucket(policy, at: now)
        for _ in 0..<200 {
            now = now.advanced(byNanoseconds: Self.pause(&random))
            let answer = bucket.take(policy, at: now)
            guard !answer.isAllowed else { continue }
            #expect(answer.retryAfterSeconds >= 1 && answer.remaining == 0, "seed \(seed)")
            now = now.advanced(byMilliseconds: answer.retryAfterSeconds * 1_000)
            #expect(bucket.take(policy, at: now).isAllowed, "seed \(seed)")
        }
    }

    @Test func `a clock that is a little behind changes nothing`() {
        let policy = RateLimitPolicy("member", quota: 2, windowSeconds: 1)
        var bucket = TokenBucket(policy, at: .seconds(5))
        #expect(bucket.take(policy, at: .seconds(5)).isAllowed)
        #expect(bucket.take(policy, at: .seconds(4.9)).isAllowed)
        #expect(!bucket.take(policy, at: .seconds(4.9)).isAllowed)
    }

    @Test func `the answer says what is left, and when all is back`() {
        let limiter = limiter(quota: 100, windowSeconds: 60)
        var answer = limiter.take("ann", at: .seconds(1))
        #expect(answer.remaining == 99 && answer.resetSeconds == 1)
        for _ in 0..<57 { answer = limiter.take("ann", at: .seconds(1)) }
        #expect(answer.remaining == 42 && answer.resetSeconds == 35)
        for _ in 0..<43 { answer = limiter.take("ann", at: .seconds(1)) }
        #expect(!answer.isAllowed && answer.retryAfterSeconds == 1)
        #expect(limiter.refused.value == 1)
    }

    @Test func `the client reads it in the fields of the draft`() {
        let limiter = limiter(quota: 1, windowSeconds: 60)
        var fields = Fields()
        fields.append(limiter.take("ann", at: .seconds(1)), of: limiter.policy)
        #expect(fields[.rateLimitPolicy] == "\"member\";q=1;w=60")
        #expect(fields[.rateLimit] == "\"member\";r=0;t=60")
        #expect(fields[.retryAfter] == nil)
        fields = Fields()
        fields.append(limiter.take("ann", at: .seconds(1)), of: limiter.policy)
        #expect(fields[.retryAfter] == "60")
    }

    @Test func `switched off, everything is allowed`() {
        let policy = RateLimitPolicy("member", quota: 1, windowSeconds: 60)
        let limiter = RateLimiter<String>(policy, at: .seconds(1), without: Without(.rateLimit))
        for _ in 0..<10 { #expect(limiter.take("ann", at: .seconds(1)).isAllowed) }
    }

    private func limiter(quota: Int, windowSeconds: Int) -> RateLimiter<String> {
        RateLimiter(
            RateLimitPolicy("member", quota: quota, windowSeconds: windowSeconds), at: .seconds(1))
    }

    /// From nothing to a second.
    static func pause(_ random: inout SeededGenerator) -> UInt64 {
        UInt64.random(in: 0...1_000_000_000, using: &random)
            >> UInt64.random(in: 0...8, using: &random)
    }
}

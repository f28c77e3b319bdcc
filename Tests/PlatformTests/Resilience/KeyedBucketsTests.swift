import EventLoop
import Testing

@testable import Resilience

@Suite struct KeyedBucketsTests {
    private let policy = RateLimitPolicy("address", quota: 4, windowSeconds: 2)

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `no key gets more than its quota, however many crowd the table`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var now = Instant.seconds(3)
        var buckets = KeyedBuckets<Int>(policy, mostKeys: 8, at: now)
        var passed: [Int: [UInt64]] = [:]
        for _ in 0..<3_000 {
            now = now.advanced(byMilliseconds: Int.random(in: 0...60, using: &random))
            let key = Int.random(in: 0..<25, using: &random)
            if buckets.take(key, at: now).answer.isAllowed {
                passed[key, default: []].append(now.nanoseconds)
            }
        }
        let worst = passed.values.map { breaches(of: policy, in: $0) }.max()
        #expect(worst == 0, "seed \(seed)")
    }

    @Test func `a flood of keys frees nobody who is limited, and takes no memory`() {
        var buckets = KeyedBuckets<Int>(policy, mostKeys: 100, at: .seconds(1))
        for _ in 0..<5 { _ = buckets.take(-1, at: .seconds(1)) }
        #expect(!buckets.take(-1, at: .seconds(1)).answer.isAllowed)
        for key in 0..<10_000 { _ = buckets.take(key, at: .seconds(1)) }
        #expect(!buckets.take(-1, at: .seconds(1)).answer.isAllowed)
        #expect(buckets.keyCount == 100)
    }

    @Test func `a flood of keys locks out nobody who is known`() {
        var buckets = KeyedBuckets<Int>(policy, mostKeys: 100, at: .seconds(1))
        #expect(buckets.take(-1, at: .seconds(1)).answer.isAllowed)
        for key in 0..<10_000 { _ = buckets.take(key, at: .seconds(1)) }
        let (answer, isStranger) = buckets.take(-1, at: .seconds(1))
        #expect(answer.isAllowed && !isStranger)
    }

    @Test func `after the flood new keys find a place again`() {
        var buckets = KeyedBuckets<Int>(policy, mostKeys: 100, at: .seconds(1))
        for key in 0..<10_000 { _ = buckets.take(key, at: .seconds(1)) }
        #expect(buckets.take(-1, at: .seconds(1)).isStranger)
        let (answer, isStranger) = buckets.take(-1, at: .seconds(4))
        #expect(!isStranger && answer.remaining == 3)
    }
}

public import EventLoop

/// A token bucket for each key: a member, an address. Shared by all loops, for a client's
/// connections are dealt over them.
///
/// It remembers a bounded number of keys. One whose bucket has filled up again is forgotten when
/// its place is needed; when there is none, a new key shares the bucket of all strangers. So an
/// attacker with a million addresses takes no memory, frees no key that is limited, and locks out
/// nobody who is known.
public final class RateLimiter<Key: Hashable & Sendable>: Sendable {
    public let policy: RateLimitPolicy
    private let isOn: Bool
    private let buckets: Lock<KeyedBuckets<Key>>
    /// How many calls were refused.
    public let refused = Tally()
    /// How many calls had to share the strangers' bucket: when this grows, `mostKeys` is too small.
    public let crowded = Tally()

    public init(
        _ policy: RateLimitPolicy, mostKeys: Int = 65_536, at now: Instant,
        without: Without = .nothing
    ) {
        precondition(mostKeys > 0, "a limiter remembers at least one key")
        self.policy = policy
        isOn = !without.contains(.rateLimit)
        buckets = Lock(KeyedBuckets(policy, mostKeys: mostKeys, at: now))
    }

    /// Takes one call from the key's quota, if there is one left.
    public func take(_ key: Key, at now: Instant) -> RateLimitAnswer {
        guard isOn else {
            return RateLimitAnswer(
                isAllowed: true, remaining: policy.quota, resetSeconds: 0, retryAfterSeconds: 0)
        }
        return buckets.withLock { buckets in
            let (answer, isStranger) = buckets.take(key, at: now)
            if !answer.isAllowed { refused.increment() }
            if isStranger { crowded.increment() }
            return answer
        }
    }
}

/// The buckets of a limiter, in places that are used again.
struct KeyedBuckets<Key: Hashable> {
    /// How many places are looked at for one that is idle: the search is bounded, and goes on next
    /// time where it ended.
    private static var placesSearched: Int { 8 }

    private let policy: RateLimitPolicy
    private let mostKeys: Int
    private var keys: [Key] = []
    private var buckets: [TokenBucket] = []
    private var places: [Key: Int] = [:]
    private var hand = 0
    private var strangers: TokenBucket

    init(_ policy: RateLimitPolicy, mostKeys: Int, at now: Instant) {
        self.policy = policy
        self.mostKeys = mostKeys
        strangers = TokenBucket(policy, at: now)
    }

    var keyCount: Int { keys.count }

    mutating func take(
        _ key: Key, at now: Instant
    ) -> (answer: RateLimitAnswer, isStranger: Bool) {
        guard let place = places[key] ?? makePlace(for: key, at: now) else {
            return (strangers.take(policy, at: now), true)
        }
        return (buckets[place].take(policy, at: now), false)
    }

    /// A new key's bucket is as full as the strangers': it may have been one of them a moment ago,
    /// and would otherwise get its quota twice.
    private mutating func makePlace(for key: Key, at now: Instant) -> Int? {
        if keys.count < mostKeys {
            keys.append(key)
            buckets.append(strangers)
            places[key] = keys.count - 1
            return keys.count - 1
        }
        for _ in 0..<Self.placesSearched {
            let place = hand
            hand = (hand + 1) % mostKeys
            guard buckets[place].isFull(policy, at: now) else { continue }
            places[keys[place]] = nil
            keys[place] = key
            buckets[place] = strangers
            places[key] = place
            return place
        }
        return nil
    }
}

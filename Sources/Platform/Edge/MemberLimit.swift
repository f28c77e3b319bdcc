public import EventLoop
public import HTTP
public import Resilience

/// So many requests a bearer of a token, from whichever addresses they come.
public struct MemberLimit<Claims: Sendable>: Sendable {
    /// The limiter itself is known only here, so that whoever checks tokens need not know by what
    /// members are told apart.
    private let take: @Sendable (Claims) -> RateLimitAnswer
    private let policy: RateLimitPolicy
    let isOn: Bool

    public let refused: Tally
    public let crowded: Tally

    /// `key` is what in the claims tells one from another: `sub`, mostly. It is asked for with each
    /// request, so a number is better than a text.
    public init<Key: Hashable & Sendable>(
        _ policy: RateLimitPolicy, mostMembers: Int = 65_536, at now: Instant,
        without: Without = .nothing, by key: @escaping @Sendable (Claims) -> Key
    ) {
        let limiter = RateLimiter<Key>(policy, mostKeys: mostMembers, at: now)
        take = { claims in limiter.take(key(claims), at: EventLoop.here.now) }
        self.policy = policy
        isOn = !without.contains(.rateLimit)
        (refused, crowded) = (limiter.refused, limiter.crowded)
    }

    @usableFromInline
    func govern(
        _ claims: Claims, _ answer: () async throws -> Response
    ) async throws -> Response {
        try await policy.govern(take(claims), answer)
    }
}

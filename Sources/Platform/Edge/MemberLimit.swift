public import EventLoop
import HTTP
public import Resilience

/// So many requests a bearer of a token, from whichever addresses they come.
public struct MemberLimit<Claims: Sendable>: Sendable {
    private let limiter: RateLimiter<String>
    private let name: @Sendable (Claims) -> String
    private let isOn: Bool

    /// `name` is what in the claims tells one from another: `sub`, mostly.
    public init(
        _ policy: RateLimitPolicy, mostMembers: Int = 65_536, at now: Instant,
        without: Without = .nothing, by name: @escaping @Sendable (Claims) -> String
    ) {
        limiter = RateLimiter(policy, mostKeys: mostMembers, at: now)
        self.name = name
        isOn = !without.contains(.rateLimit)
    }

    public var refused: Tally { limiter.refused }
    public var crowded: Tally { limiter.crowded }

    func govern(
        _ claims: Claims, _ answer: () async throws -> Response
    ) async throws -> Response {
        guard isOn else { return try await answer() }
        return try await limiter.govern(name(claims), answer)
    }
}

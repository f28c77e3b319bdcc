/// What every token of one system says, and what none may.
public struct TokenPolicy: Sendable {
    /// Longer than any of ours, and short enough to check for everyone who sends one.
    public static let longestToken = 4_096

    /// Who signs (`iss`), and for whom (`aud`).
    public let issuer: String
    public let audience: String
    public let longestLifetimeSeconds: Int64
    /// How far the clocks of two machines may be apart.
    public let leewaySeconds: Int64

    public init(
        issuer: String, audience: String, longestLifetimeSeconds: Int64, leewaySeconds: Int64 = 5
    ) {
        precondition(longestLifetimeSeconds > 0, "a token has to live")
        precondition((0...300).contains(leewaySeconds), "a leeway of minutes is a broken clock")
        self.issuer = issuer
        self.audience = audience
        self.longestLifetimeSeconds = longestLifetimeSeconds
        self.leewaySeconds = leewaySeconds
    }
}

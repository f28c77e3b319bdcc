public import JSON

/// What a token says besides who signed it, for whom and until when: `sub` and whatever else its
/// system wants to know of the bearer.
public protocol TokenClaims: JSONReadable, Sendable {
    /// Writes its members into the payload; `iss`, `aud`, `iat`, `nbf` and `exp` are not its own.
    func write(to payload: inout JSONObjectWriter)
}

/// A token that was believed.
public struct Token<Claims: TokenClaims>: Sendable {
    public let claims: Claims
    public let expiresAtUnixSeconds: Int64

    @inlinable
    init(claims: Claims, expiresAtUnixSeconds: Int64) {
        self.claims = claims
        self.expiresAtUnixSeconds = expiresAtUnixSeconds
    }
}

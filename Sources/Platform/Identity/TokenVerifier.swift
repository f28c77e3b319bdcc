public import JSON

/// Believes tokens, or says why not. Nothing that stands in one is read before its signature holds,
/// except for the header's choice of a key.
public struct TokenVerifier: Sendable {
    /// Each member of a payload takes two, and an element of an array one.
    private static let limits = JSONLimits(bytes: TokenPolicy.longestToken, depth: 8, values: 256)

    private let keys: TokenKeys
    private let policy: TokenPolicy

    public init(keys: TokenKeys, policy: TokenPolicy) {
        self.keys = keys
        self.policy = policy
    }

    @inlinable
    public func verify<Claims: TokenClaims>(
        _ text: Span<UInt8>, as type: Claims.Type = Claims.self, atUnixSeconds now: Int64
    ) throws(TokenRejection) -> Token<Claims> {
        let (payload, expiry) = try payload(of: text, atUnixSeconds: now)
        do throws(JSONError) {
            return Token(claims: try Claims(payload), expiresAtUnixSeconds: expiry)
        } catch {
            throw .malformedPayload(error)
        }
    }

    /// All but the claims that are not ours: compiled once, for every type of claims.
    @usableFromInline
    func payload(
        of text: Span<UInt8>, atUnixSeconds now: Int64
    ) throws(TokenRejection) -> (JSON, expiresAtUnixSeconds: Int64) {
        let bytes = try authenticatedPayload(of: text)
        let payload: JSON
        let registered: RegisteredClaims
        do throws(JSONError) {
            payload = try JSON(parsing: bytes, limits: Self.limits)
            registered = try RegisteredClaims(payload, policy)
        } catch {
            throw .malformedPayload(error)
        }
        try registered.check(policy, atUnixSeconds: now)
        return (payload, registered.expiresAt)
    }

    private func authenticatedPayload(of text: Span<UInt8>) throws(TokenRejection) -> [UInt8] {
        guard text.count <= TokenPolicy.longestToken else { throw .tooLong }
        guard let parts = TokenParts(text) else { throw .malformed }
        let key = try keys.key(forHeader: text.extracting(parts.header))
        guard let signature = Base64URL.decode(text.extracting(parts.signature)),
            let payload = Base64URL.decode(text.extracting(parts.payload))
        else { throw .malformed }
        guard key.hmac.code(for: text.extracting(parts.signed)) == Digest(signature.span) else {
            throw .wrongSignature
        }
        return payload
    }
}

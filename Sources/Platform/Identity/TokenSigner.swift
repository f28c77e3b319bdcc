import JSON

/// Signs tokens: JWTs (RFC 7519) with HMAC-SHA-256.
public struct TokenSigner: Sendable {
    private let keys: TokenKeys
    private let policy: TokenPolicy

    public init(keys: TokenKeys, policy: TokenPolicy) {
        self.keys = keys
        self.policy = policy
    }

    public func sign(
        _ claims: some TokenClaims, atUnixSeconds now: Int64, lifetimeSeconds: Int64
    ) -> String {
        precondition(
            (1...policy.longestLifetimeSeconds).contains(lifetimeSeconds),
            "our own verifier would refuse a token that lives for \(lifetimeSeconds) s")
        let payload = JSONWriter.bytes {
            $0.object {
                claims.write(to: &$0)
                $0.field("iss", policy.issuer)
                $0.field("aud", policy.audience)
                $0.field("iat", now)
                $0.field("exp", now + lifetimeSeconds)
            }
        }
        var text = keys.current.header
        text.append(TokenParts.separator)
        Base64URL.append(payload.span, to: &text)
        let signature = keys.current.hmac.code(for: text.span)
        text.append(TokenParts.separator)
        signature.withBytes { Base64URL.append($0, to: &text) }
        precondition(text.count <= TokenPolicy.longestToken, "a token of \(text.count) bytes")
        return String(decoding: text, as: UTF8.self)
    }
}

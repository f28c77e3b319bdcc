import JSON

/// The members of a payload that RFC 7519 registers and that decide whether a token is good here and
/// now.
struct RegisteredClaims {
    /// RFC 3339 ends with the year 9999; so do we, and no sum of two of these overflows.
    private static let times = 0...253_402_300_799

    private let isOfIssuer: Bool
    private let isForAudience: Bool
    private let issuedAt: Int64?
    private let notBefore: Int64?
    let expiresAt: Int64

    init(_ payload: JSON, _ policy: TokenPolicy) throws(JSONError) {
        isOfIssuer = try payload["iss"].string() == policy.issuer
        isForAudience = try Self.names(policy.audience, in: payload["aud"])
        issuedAt = try payload[ifPresent: "iat"].map(Self.time)
        notBefore = try payload[ifPresent: "nbf"].map(Self.time)
        expiresAt = try Self.time(payload["exp"])
    }

    /// One name, or an array of them.
    private static func names(_ wanted: String, in audience: JSON) throws(JSONError) -> Bool {
        guard audience.kind == .array else { return try audience.string() == wanted }
        for name in try audience.elements() where try name.string() == wanted { return true }
        return false
    }

    private static func time(_ json: JSON) throws(JSONError) -> Int64 {
        Int64(try json.int(in: times))
    }

    func check(_ policy: TokenPolicy, atUnixSeconds now: Int64) throws(TokenRejection) {
        guard isOfIssuer else { throw .wrongIssuer }
        guard isForAudience else { throw .wrongAudience }
        let latestStart = now + policy.leewaySeconds
        guard (issuedAt ?? now) <= latestStart, (notBefore ?? now) <= latestStart else {
            throw .notYetValid
        }
        guard now < expiresAt + policy.leewaySeconds else { throw .expired }
        guard expiresAt <= latestStart + policy.longestLifetimeSeconds else {
            throw .expiresTooLate
        }
    }
}

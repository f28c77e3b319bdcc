import JSON

@testable import Identity

/// The clock, the keys and the claims that the tests of tokens share.
enum TokenFixture {
    static let now: Int64 = 1_750_000_000
    static let policy = TokenPolicy(
        issuer: "issuer", audience: "audience", longestLifetimeSeconds: 3_600, leewaySeconds: 5)
    static let secret = [UInt8](0..<32)
    static let key = key(named: "k1", secret: secret)
    static let signer = TokenSigner(keys: TokenKeys(current: key), policy: policy)
    static let verifier = TokenVerifier(keys: TokenKeys(current: key), policy: policy)

    static func sign(_ claims: Bearer, lifetimeSeconds: Int64 = 600) -> String {
        signer.sign(claims, atUnixSeconds: now, lifetimeSeconds: lifetimeSeconds)
    }

    /// Whatever header and payload are given, with a signature that is right.
    static func forge(header: String, payload: String) -> String {
        let text = "\(encode(header)).\(encode(payload))"
        let code = HMACKey(secret.span).code(for: text.utf8.span)
        return "\(text).\(encode(code.bytes))"
    }

    static func key(named name: String, secret: [UInt8]) -> TokenKey {
        guard let key = try? TokenKey(name: name, secret: secret.span) else {
            preconditionFailure("a key of a test is unfit")
        }
        return key
    }

    static func encode(_ text: String) -> String { encode(Array(text.utf8)) }

    static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: Base64URL.encode(bytes.span), as: UTF8.self)
    }
}

struct Bearer: TokenClaims, Equatable {
    let subject: String
    let roles: [String]

    init(subject: String, roles: [String]) {
        self.subject = subject
        self.roles = roles
    }

    init(_ json: JSON) throws(JSONError) {
        subject = try json["sub"].string()
        roles = try json["roles"].read()
    }

    func write(to payload: inout JSONObjectWriter) {
        payload.field("sub", subject)
        payload.field("roles", roles)
    }
}

extension TokenVerifier {
    /// Why a token is refused; nil when it is believed.
    func rejection(of token: String, atUnixSeconds now: Int64) -> TokenRejection? {
        do throws(TokenRejection) {
            _ = try verify(token.utf8.span, as: Bearer.self, atUnixSeconds: now)
            return nil
        } catch {
            return error
        }
    }
}

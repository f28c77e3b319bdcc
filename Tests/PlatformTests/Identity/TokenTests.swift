import EventLoop
import Testing

@testable import Identity

@Suite struct TokenTests {
    private let bearer = Bearer(subject: "member_1", roles: ["cook", "\u{1F357} taster"])

    @Test func `what was signed is believed, and says what it said`() throws {
        let token = TokenFixture.sign(bearer)
        let believed = try TokenFixture.verifier.verify(
            token.utf8.span, as: Bearer.self, atUnixSeconds: TokenFixture.now)
        #expect(believed.claims == bearer)
        #expect(believed.expiresAtUnixSeconds == TokenFixture.now + 600)
    }

    /// RFC 7515, appendix A.1: the first JWT that everyone makes.
    @Test func `our signature of the example of RFC 7515 is its signature`() throws {
        let secret = """
            AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75\
            aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow
            """
        let signed = """
            eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
            eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt\
            cGxlLmNvbS9pc19yb290Ijp0cnVlfQ
            """
        let decoded = Base64URL.decode(secret.utf8.span)
        let key = try #require(decoded)
        let code = HMACKey(key.span).code(for: signed.utf8.span)
        #expect(TokenFixture.encode(code.bytes) == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `a token with any one bit flipped is refused`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let subject = TokenFixture.encode(random.bytes(count: .random(in: 0...20, using: &random)))
        let token = Array(TokenFixture.sign(Bearer(subject: subject, roles: [])).utf8)
        for bit in 0..<token.count * 8 {
            var flipped = token
            flipped[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: TokenRejection.self, "seed \(seed), bit \(bit)") {
                try TokenFixture.verifier.verify(
                    flipped.span, as: Bearer.self, atUnixSeconds: TokenFixture.now)
            }
        }
    }

    @Test func `a token that is cut anywhere, or longer, is refused`() {
        let token = TokenFixture.sign(bearer)
        let variants =
            token.indices.map { String(token[..<$0]) }
            + token.indices.dropFirst().map { String(token[$0...]) }
            + [token + ".", token + "A", token + "=", token + "\n", " " + token, "." + token]
        for variant in variants {
            #expect(rejection(of: variant) != nil, "\(variant)")
        }
    }

    @Test func `the last letter of a signature has no twins`() {
        let token = TokenFixture.sign(bearer)
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        let believed = letters.filter { rejection(of: token.dropLast() + String($0)) == nil }
        #expect(believed == String(token.last!))
    }

    @Test func `a token may be as long as the limit, and no longer`() {
        let longest = String(repeating: "x", count: 2_700)
        let token = TokenFixture.sign(Bearer(subject: longest, roles: []))
        #expect(rejection(of: token) == nil)
        let padded =
            token + String(repeating: "x", count: TokenPolicy.longestToken - token.utf8.count)
        #expect(rejection(of: padded) == .malformed)
        #expect(rejection(of: padded + "x") == .tooLong)
    }

    @Test func `a key is changed without refusing the tokens that the old one signed`() throws {
        let old = TokenFixture.key
        let new = try TokenKey(name: "k2", secret: [UInt8](1..<33).span)
        let token = TokenFixture.sign(bearer)
        let policy = TokenFixture.policy
        let both = TokenVerifier(keys: TokenKeys(current: new, former: [old]), policy: policy)
        let after = TokenVerifier(keys: TokenKeys(current: new), policy: policy)
        let newToken = TokenSigner(keys: TokenKeys(current: new, former: [old]), policy: policy)
            .sign(bearer, atUnixSeconds: TokenFixture.now, lifetimeSeconds: 60)

        #expect(both.rejection(of: token, atUnixSeconds: TokenFixture.now) == nil)
        #expect(both.rejection(of: newToken, atUnixSeconds: TokenFixture.now) == nil)
        #expect(after.rejection(of: newToken, atUnixSeconds: TokenFixture.now) == nil)
        #expect(after.rejection(of: token, atUnixSeconds: TokenFixture.now) == .unknownKey)
        #expect(rejection(of: newToken) == .unknownKey)
    }

    @Test func `a key of the same name and another secret does not do`() throws {
        let other = try TokenKey(name: "k1", secret: [UInt8](1..<33).span)
        let token = TokenSigner(keys: TokenKeys(current: other), policy: TokenFixture.policy)
            .sign(bearer, atUnixSeconds: TokenFixture.now, lifetimeSeconds: 60)
        #expect(rejection(of: token) == .wrongSignature)
    }

    @Test func `a key needs 32 bytes and a plain name`() {
        let secret = [UInt8](0..<32)
        #expect(throws: TokenKey.Unfit.shortSecret) {
            try TokenKey(name: "k", secret: secret.span.extracting(first: 31))
        }
        for name in ["", "a b", "a\"b", "a.b", "é", String(repeating: "x", count: 65)] {
            #expect(throws: TokenKey.Unfit.name, "\(name)") {
                try TokenKey(name: name, secret: secret.span)
            }
        }
    }

    @Test func `nothing of a key but its name shows in a log`() throws {
        let key = try TokenKey(name: "k9", secret: [UInt8](repeating: 0xab, count: 32).span)
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "the token key k9")
        #expect(!dumped.contains("hmac") && !dumped.contains("171"))
    }

    private func rejection(of token: String) -> TokenRejection? {
        TokenFixture.verifier.rejection(of: token, atUnixSeconds: TokenFixture.now)
    }
}

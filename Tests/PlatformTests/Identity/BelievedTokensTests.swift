import Testing

@testable import Identity

@Suite struct BelievedTokensTests {
    private let tokens = BelievedTokens<Bearer>(TokenFixture.verifier)
    private let bearer = Bearer(subject: "member_1", roles: ["cook"])

    private func believed(_ text: String, after seconds: Int64 = 0) throws -> Bearer {
        try tokens.verify(text.utf8.span, atUnixSeconds: TokenFixture.now + seconds).claims
    }

    private func rejection(of text: String, after seconds: Int64 = 0) -> TokenRejection? {
        do throws(TokenRejection) {
            _ = try tokens.verify(text.utf8.span, atUnixSeconds: TokenFixture.now + seconds)
            return nil
        } catch {
            return error
        }
    }

    private var rememberedCount: Int { tokens.entries.count { $0 != nil } }

    @Test func `who was believed is believed again, by what is remembered`() throws {
        let text = TokenFixture.sign(bearer)
        #expect(try believed(text) == bearer)
        #expect(rememberedCount == 1)
        let found = TokenMemory.place(of: text.utf8.span)
        let place = try #require(found)
        // Other claims under the same text: only what is remembered can say them.
        let other = Bearer(subject: "member_2", roles: [])
        let token = Token(claims: other, expiresAtUnixSeconds: TokenFixture.now + 600)
        tokens.entries[place] = .init(text.utf8.span, token, at: TokenFixture.now)
        #expect(try believed(text, after: 599) == other)
    }

    @Test func `a token expires while it is remembered, when the verifier says so`() throws {
        let text = TokenFixture.sign(bearer, lifetimeSeconds: 60)
        let end = 60 + TokenFixture.policy.leewaySeconds
        for second in [0, 59, 60, end - 1] { #expect(try believed(text, after: second) == bearer) }
        #expect(rejection(of: text, after: end) == .expired)
        #expect(rejection(of: text, after: 3_600) == .expired)
    }

    @Test func `a clock that is set back asks the verifier`() throws {
        let text = TokenFixture.sign(bearer)
        #expect(try believed(text) == bearer)
        #expect(rejection(of: text, after: -TokenFixture.policy.leewaySeconds - 1) == .notYetValid)
    }

    @Test func `beside a remembered token none with any one bit flipped gets in`() throws {
        let text = Array(TokenFixture.sign(bearer).utf8)
        #expect(try tokens.verify(text.span, atUnixSeconds: TokenFixture.now).claims == bearer)
        for bit in 0..<text.count * 8 {
            var flipped = text
            flipped[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: TokenRejection.self, "bit \(bit)") {
                try tokens.verify(flipped.span, atUnixSeconds: TokenFixture.now)
            }
        }
        #expect(rememberedCount == 1)
    }

    @Test func `a memory for other keys believes nothing of this one's`() throws {
        let text = TokenFixture.sign(bearer)
        #expect(try believed(text) == bearer)
        let key = TokenFixture.key(named: "k1", secret: [UInt8](1..<33))
        let others = BelievedTokens<Bearer>(
            TokenVerifier(keys: TokenKeys(current: key), policy: TokenFixture.policy))
        #expect(throws: TokenRejection.wrongSignature) {
            try others.verify(text.utf8.span, atUnixSeconds: TokenFixture.now)
        }
    }

    @Test func `what was refused is not remembered, and refused again`() {
        let expired = TokenFixture.sign(bearer, lifetimeSeconds: 1)
        for _ in 0..<2 {
            #expect(rejection(of: expired, after: 100) == .expired)
            #expect(rejection(of: expired + "A") != nil)
            #expect(rejection(of: "") == .malformed)
        }
        #expect(rememberedCount == 0)
    }

    @Test func `of those that come in turn nearly all are remembered`() throws {
        for number in 0..<600 {
            _ = try believed(TokenFixture.sign(Bearer(subject: "\(number)", roles: [])))
        }
        // With one place for each, 42 of them would have lost it to another.
        #expect(rememberedCount > 585)
    }

    @Test func `more than it can remember are believed all the same`() throws {
        let texts = (0..<TokenMemory.mostTokens + 1_000).map { number in
            TokenFixture.sign(Bearer(subject: "\(number)", roles: []))
        }
        for _ in 0..<2 {
            for (number, text) in texts.enumerated() {
                try #require(try believed(text).subject == "\(number)")
            }
        }
        #expect(tokens.entries.count == TokenMemory.mostTokens)
        #expect(rememberedCount > TokenMemory.mostTokens / 2)
    }

    @Test func `a token that is too long to remember is believed each time`() throws {
        let roles = (0..<100).map { "role number \($0)" }
        let long = Bearer(subject: "member_1", roles: roles)
        #expect(try believed(TokenFixture.sign(long)) == long)
        #expect(rememberedCount == 0)
    }
}

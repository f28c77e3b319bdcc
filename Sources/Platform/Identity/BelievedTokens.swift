/// A verifier that remembers whom it believed, for one loop: who calls once mostly calls again, and
/// to compare a token with one that was believed is far cheaper than to check it.
///
/// It never believes more than its verifier. A token is known by all its bytes, only until it
/// expires, and one that was refused is not kept. The keys are the verifier's: others need another
/// memory.
public final class BelievedTokens<Claims: TokenClaims>: @unchecked Sendable {
    // Sendable: touched only on the loop that it was made for.

    @usableFromInline
    struct Entry {
        @usableFromInline let text: [UInt8]
        @usableFromInline let token: Token<Claims>
        @usableFromInline let believedAtUnixSeconds: Int64

        @inlinable
        init(_ text: Span<UInt8>, _ token: Token<Claims>, at now: Int64) {
            self.text = TokenMemory.copy(text)
            self.token = token
            believedAtUnixSeconds = now
        }

        /// A clock that was set back asks the verifier, and so does the leeway behind the end.
        @inlinable
        func stillTells(of text: Span<UInt8>, at now: Int64) -> Bool {
            believedAtUnixSeconds <= now && now < token.expiresAtUnixSeconds
                && self.text.span.isEqualInConstantTime(to: text)
        }
    }

    @usableFromInline let verifier: TokenVerifier
    /// Each token has two places side by side. Who comes later has that of the older.
    @usableFromInline var entries: [Entry?] = []

    @inlinable
    public init(_ verifier: TokenVerifier) {
        self.verifier = verifier
    }

    @inlinable
    public func verify(
        _ text: Span<UInt8>, atUnixSeconds now: Int64
    ) throws(TokenRejection) -> Token<Claims> {
        guard let place = TokenMemory.place(of: text) else {
            return try verifier.verify(text, atUnixSeconds: now)
        }
        if entries.isEmpty { entries = Array(repeating: nil, count: TokenMemory.mostTokens) }
        let beside = place ^ 1
        if let known = entries[place], known.stillTells(of: text, at: now) { return known.token }
        if let known = entries[beside], known.stillTells(of: text, at: now) { return known.token }
        let token = try verifier.verify(text, as: Claims.self, atUnixSeconds: now)
        entries[age(at: beside, now) > age(at: place, now) ? beside : place] =
            Entry(text, token, at: now)
        return token
    }

    /// Of what is free: as old as can be.
    @inlinable
    func age(at place: Int, _ now: Int64) -> Int64 {
        entries[place].map { now - $0.believedAtUnixSeconds } ?? .max
    }
}

/// How much is remembered, and where.
@usableFromInline
enum TokenMemory {
    /// With the next limit: two and a half megabytes a loop at most.
    @usableFromInline static let mostTokens = 4_096
    static let longestToken = 512
    private static let hashedBytes = 8

    /// By its signature's last letters, which nobody chooses. Nil for a text that is not remembered.
    @usableFromInline
    static func place(of text: Span<UInt8>) -> Int? {
        guard (hashedBytes...longestToken).contains(text.count) else { return nil }
        var hash: UInt64 = 0
        for index in text.count - hashedBytes..<text.count {
            hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01b3
        }
        return Int((hash ^ hash >> 32) % UInt64(mostTokens))
    }

    @usableFromInline
    static func copy(_ text: Span<UInt8>) -> [UInt8] {
        text.withUnsafeBufferPointer { [UInt8]($0) }
    }
}

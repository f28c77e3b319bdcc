/// What is stored of a password: yescrypt's `$y$cost$salt$hash`.
///
/// To make one or to match one takes tens of milliseconds of a core, on purpose: see `Passwords`
/// for how not to do that on an event loop.
public struct PasswordHash: Sendable {
    /// In bytes of UTF-8.
    public static let longestPassword = Crypt.longestPhrase

    public let text: String
    public let cost: PasswordCost

    public init(of password: String, salt: PasswordSalt, cost: PasswordCost) throws(PasswordError) {
        text = try Crypt.hash(password, setting: Crypt.setting(cost: cost, salt: salt))
        self.cost = cost
    }

    /// One that was stored.
    public init(stored text: String) throws(PasswordError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1].elementsEqual("y".utf8),
            let cost = PasswordCost.allCases.first(where: {
                parts[2].elementsEqual($0.parameters.utf8)
            }),
            (22...86).contains(parts[3].count), parts[3].allSatisfy(Crypt.isLetter),
            parts[4].count == 43, parts[4].allSatisfy(Crypt.isLetter)
        else { throw .malformedHash }
        self.text = text
        self.cost = cost
    }

    public func matches(_ password: String) throws(PasswordError) -> Bool {
        let other = try Crypt.hash(password, setting: text)
        return other.utf8.span.isEqualInConstantTime(to: text.utf8.span)
    }

    /// A hash that no password has, for when nobody goes by the name that wants in: matching it
    /// takes as long as matching another, so that the time does not tell who is a member.
    static func decoy(cost: PasswordCost) -> PasswordHash {
        let salt = String(repeating: ".", count: 22)
        let hash = String(repeating: ".", count: 43)
        return PasswordHash(text: "$y$\(cost.parameters)$\(salt)$\(hash)", cost: cost)
    }

    private init(text: String, cost: PasswordCost) {
        self.text = text
        self.cost = cost
    }
}

/// A hash belongs in its table and in no log.
extension PasswordHash: CustomStringConvertible {
    public var description: String { "a password hash, \(cost)" }
}

/// Sixteen random bytes, so that equal passwords have different hashes.
public struct PasswordSalt: Sendable {
    // Not one number of 128 bits, for the reason that `TypeID` gives.
    let bytes: (UInt64, UInt64)

    public init(using randomness: inout some RandomNumberGenerator) {
        bytes = (randomness.next(), randomness.next())
    }
}

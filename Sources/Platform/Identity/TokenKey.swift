/// A secret that signs tokens, and the name by which their headers (`kid`) call it.
public struct TokenKey: Sendable {
    public enum Unfit: Error {
        case name
        case shortSecret
    }

    /// RFC 7518, 3.2: as many bytes as the code that it makes.
    public static let shortestSecret = Digest.byteCount
    public static let longestName = 64

    public let name: String
    let hmac: HMACKey
    /// The first part of each token that we sign with it.
    let header: [UInt8]

    public init(name: String, secret: Span<UInt8>) throws(Unfit) {
        guard (1...Self.longestName).contains(name.utf8.count), name.utf8.allSatisfy(Self.isPlain)
        else { throw .name }
        guard secret.count >= Self.shortestSecret else { throw .shortSecret }
        self.name = name
        hmac = HMACKey(secret)
        header = Base64URL.encode(TokenHeader.write(keyName: name).span)
    }

    /// Letters that no JSON text has to escape.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// Neither the secret nor anything made of it shows in a log.
extension TokenKey: CustomStringConvertible, CustomReflectable {
    public var description: String { "the token key \(name)" }
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}

/// The keys that are believed. To change the key, put the new one in front and keep the old one
/// until the last token that it signed has expired.
public struct TokenKeys: Sendable {
    public static let most = 8

    private let all: [TokenKey]

    var current: TokenKey { all[0] }

    public init(current: TokenKey, former: [TokenKey] = []) {
        all = [current] + former
        precondition(all.count <= Self.most, "more than \(Self.most) token keys")
        precondition(Set(all.map(\.name)).count == all.count, "two token keys go by one name")
    }

    /// The key that the first part of a token names. Ours write one header for each key: to know it
    /// by its bytes is quicker than to read it.
    func key(forHeader text: Span<UInt8>) throws(TokenRejection) -> TokenKey {
        for key in all where key.header.span.isEqualInConstantTime(to: text) { return key }
        guard let header = Base64URL.decode(text) else { throw .malformed }
        let name = try TokenHeader.read(header.span)
        guard let key = all.first(where: { $0.name == name }) else { throw .unknownKey }
        return key
    }
}

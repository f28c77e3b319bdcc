import HTTP
import Identity

/// The strong entity tag of a body: half of its SHA-256, so that nobody can make two bodies that
/// share one and have a client take the one for the other.
enum EntityTag {
    private static let digits = Array("0123456789abcdef".utf8)
    private static let octetCount = 16
    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")

    static func text(of body: [UInt8]) -> String {
        SHA256.digest(of: body.span).withBytes { digest in
            String(unsafeUninitializedCapacity: 2 + 2 * octetCount) { text in
                text[0] = quote
                for index in 0..<octetCount {
                    text[1 + 2 * index] = digits[Int(digest[index] >> 4)]
                    text[2 + 2 * index] = digits[Int(digest[index] & 15)]
                }
                text[1 + 2 * octetCount] = quote
                return 2 + 2 * octetCount
            }
        }
    }

    /// Whether a list of `If-None-Match` names `tag`, or is `*`. Both are compared weakly (RFC 9110,
    /// 13.1.2). What is no list of tags, from there on, names nothing.
    static func list(_ list: String, names tag: String) -> Bool {
        let wanted = opaque(tag[...].utf8)
        var rest = afterBlanks(list[...].utf8)
        if rest.elementsEqual("*".utf8) { return true }
        while true {
            while rest.first == comma { rest = afterBlanks(rest.dropFirst()) }
            rest = opaque(rest)
            guard rest.first == quote, let end = rest.dropFirst().firstIndex(of: quote) else {
                return false
            }
            if rest[...end].elementsEqual(wanted) { return true }
            rest = afterBlanks(rest[end...].dropFirst())
            guard rest.first == comma else { return false }
        }
    }

    /// A tag without the mark of a weak one.
    private static func opaque(_ tag: Substring.UTF8View) -> Substring.UTF8View {
        tag.starts(with: "W/".utf8) ? tag.dropFirst(2) : tag
    }

    private static func afterBlanks(_ text: Substring.UTF8View) -> Substring.UTF8View {
        text.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }
}

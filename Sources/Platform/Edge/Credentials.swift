import HTTP
import Identity

/// What the `Authorization` of a request says.
enum Credentials: Equatable {
    /// No field, or one of a scheme that is not spoken here.
    case missing
    /// Not of the form that RFC 6750 gives, or more than one: two readers could choose two.
    case malformed
    case bearer(Substring)

    init(_ fields: Fields) {
        let values = fields.values(.authorization)
        guard let text = values.first else {
            self = .missing
            return
        }
        self = values.count == 1 ? Credentials(text) : .malformed
    }

    /// `Bearer`, in any case, spaces, and the letters that a token may be made of. Read as octets:
    /// it is done for every request.
    private init(_ text: String) {
        let octets = text.utf8.span
        let schemeEnd = octets.end(from: 0, while: Self.isToken)
        guard schemeEnd > 0 else {
            self = .malformed
            return
        }
        guard octets.extracting(first: schemeEnd).spells("bearer") else {
            let isScheme = schemeEnd == octets.count || octets[schemeEnd] == UInt8(ascii: " ")
            self = isScheme ? .missing : .malformed
            return
        }
        let start = octets.end(from: schemeEnd) { $0 == UInt8(ascii: " ") }
        let padding = octets.end(from: start, while: Self.isTokenLetter)
        let end = octets.end(from: padding) { $0 == UInt8(ascii: "=") }
        let isWellFormed = start > schemeEnd && padding > start && end == octets.count
        let token = text.utf8.index(text.startIndex, offsetBy: start)
        self = isWellFormed ? .bearer(text[token...]) : .malformed
    }

    private static func isAlphanumeric(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func isTokenLetter(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
            UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: isAlphanumeric(octet)
        }
    }

    private static let schemeMarks = Array("!#$%&'*+-.^_`|~".utf8)

    private static func isToken(_ octet: UInt8) -> Bool {
        isAlphanumeric(octet) || schemeMarks.contains(octet)
    }
}

extension Span<UInt8> {
    /// Where the octets that are as `belongs` says, from `start` on, come to an end.
    fileprivate func end(from start: Int, while belongs: (UInt8) -> Bool) -> Int {
        var end = start
        while end < count, belongs(self[end]) { end += 1 }
        return end
    }

    /// Whether these are the letters of a word in lower case, in any case.
    fileprivate func spells(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        return indices.allSatisfy { self[$0] | 0x20 == word.utf8Start[$0] }
    }
}

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

    /// `Bearer`, in any case, spaces, and the letters that a token may be made of.
    private init(_ text: String) {
        let schemeEnd = text.utf8.firstIndex { !Self.isToken($0) } ?? text.endIndex
        let scheme = text[..<schemeEnd]
        guard !scheme.isEmpty else {
            self = .malformed
            return
        }
        guard scheme.utf8.elementsEqual("bearer".utf8, by: { $0 | 0x20 == $1 }) else {
            self =
                schemeEnd == text.endIndex || text.utf8[schemeEnd] == UInt8(ascii: " ")
                ? .missing : .malformed
            return
        }
        let token = text[schemeEnd...].drop { $0 == " " }
        let padding = token.utf8.firstIndex(of: UInt8(ascii: "=")) ?? token.endIndex
        let isWellFormed =
            token.startIndex > schemeEnd && padding > token.startIndex
            && token.utf8[..<padding].allSatisfy(Self.isTokenLetter)
            && token.utf8[padding...].allSatisfy { $0 == UInt8(ascii: "=") }
        self = isWellFormed ? .bearer(token) : .malformed
    }

    private static func isAlphanumeric(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static let tokenMarks = Array("-._~+/".utf8)
    private static let schemeMarks = Array("!#$%&'*+-.^_`|~".utf8)

    private static func isTokenLetter(_ octet: UInt8) -> Bool {
        isAlphanumeric(octet) || tokenMarks.contains(octet)
    }

    private static func isToken(_ octet: UInt8) -> Bool {
        isAlphanumeric(octet) || schemeMarks.contains(octet)
    }
}

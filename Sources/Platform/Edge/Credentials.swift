/// What the one `Authorization` field of a request says.
enum Credentials: Equatable {
    /// One of a scheme that is not spoken here.
    case missing
    /// Not of the form that RFC 6750 gives.
    case malformed
    /// Where in the value the token stands. Whether it is made of the letters of one nobody has
    /// asked yet: most are believed, which says more.
    case bearer(Range<Int>)

    /// `Bearer`, in any case, and spaces.
    init(_ value: Span<UInt8>) {
        let schemeEnd = value.indices.first { !Self.isToken(value[$0]) } ?? value.count
        guard schemeEnd > 0 else {
            self = .malformed
            return
        }
        guard Self.isBearer(value.extracting(..<schemeEnd)) else {
            let isAlone = schemeEnd == value.count || value[schemeEnd] == Self.space
            self = isAlone ? .missing : .malformed
            return
        }
        let start = (schemeEnd..<value.count).first { value[$0] != Self.space } ?? value.count
        self = start > schemeEnd && start < value.count ? .bearer(start..<value.count) : .malformed
    }

    private static let space = UInt8(ascii: " ")

    private static func isBearer(_ scheme: Span<UInt8>) -> Bool {
        let wanted: StaticString = "bearer"
        return scheme.count == wanted.utf8CodeUnitCount
            && scheme.indices.allSatisfy { scheme[$0] | 0x20 == wanted.utf8Start[$0] }
    }

    // MARK: Letters

    /// Whether a token may be written so, `=` at its end included (RFC 6750, 2.1).
    static func isWellFormed(_ token: Span<UInt8>) -> Bool {
        let padding = token.indices.first { token[$0] == UInt8(ascii: "=") } ?? token.count
        return padding > 0 && (0..<padding).allSatisfy { isTokenLetter(token[$0]) }
            && (padding..<token.count).allSatisfy { token[$0] == UInt8(ascii: "=") }
    }

    private static func isTokenLetter(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }

    /// A letter that the name of a scheme may have (RFC 9110, 5.6.2).
    private static func isToken(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"), UInt8(ascii: "#"),
            UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"),
            UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}

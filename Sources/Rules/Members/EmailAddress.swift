/// Where a member is reached, and what it logs in with: always in lower case, because nobody means
/// two people by `Kim@example.com` and `kim@example.com`.
///
/// What is checked is the shape that addresses in use have; whether one exists, only a mail can tell.
public struct EmailAddress: Hashable, Sendable {
    public static let mostBytes = 254
    static let mostLocalBytes = 64
    static let mostLabelBytes = 63

    public let text: String

    public init(_ text: String) throws(MemberRejection) {
        let text = text.lowercased()
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.mostBytes, parts.count == 2,
            Self.isLocal(parts[0]), Self.isDomain(parts[1])
        else { throw .emailInvalid }
        self.text = text
    }

    /// Letters, digits and marks, in pieces that dots divide; the quoted forms are not worth it.
    private static func isLocal(_ text: Substring.UTF8View) -> Bool {
        (1...mostLocalBytes).contains(text.count)
            && pieces(of: text).allSatisfy { piece in
                !piece.isEmpty
                    && piece.allSatisfy {
                        isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0)
                    }
            }
    }

    /// At least two labels: a host without a dot is one of our own network.
    private static func isDomain(_ text: Substring.UTF8View) -> Bool {
        let labels = pieces(of: text)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...mostLabelBytes).contains(label.count)
                    && label.first != hyphen && label.last != hyphen
                    && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
            }
    }

    private static func pieces(of text: Substring.UTF8View) -> [Substring.UTF8View] {
        text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static let hyphen = UInt8(ascii: "-")
}

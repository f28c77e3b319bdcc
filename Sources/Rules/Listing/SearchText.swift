@_spi(_Unicode) import Swift

/// A text as searching sees it: composed (NFC) and without case, so that 치킨 typed on any keyboard is
/// the same two syllables, and `CAFÉ` is `café`.
public struct SearchText: Hashable, Sendable {
    let scalars: [Unicode.Scalar]

    public init(_ text: String) {
        scalars = Self.simplyFolded(text) ?? Self.folded(text)
    }

    init(_ scalars: ArraySlice<Unicode.Scalar>) {
        self.scalars = Array(scalars)
    }

    var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// The words between white space.
    var words: [SearchText] {
        scalars.split { $0.properties.isWhitespace }.map { SearchText($0) }
    }

    public func contains(_ word: SearchText) -> Bool {
        let (text, word) = (scalars, word.scalars)
        guard let first = word.first else { return true }
        guard word.count <= text.count else { return false }
        return (0...(text.count - word.count)).contains { start in
            text[start] == first && text[start..<(start + word.count)].elementsEqual(word)
        }
    }

    /// Composed last, because some letters fall apart in lower case. The composition is the standard
    /// library's own: an interface that it keeps to itself, but the only table of Unicode that comes
    /// with the compiler.
    private static func folded(_ text: String) -> [Unicode.Scalar] {
        Array(text.lowercased()._nfc)
    }

    /// Nil when there is anything in `text` besides ASCII and whole syllables of Hangul, which are
    /// composed as they stand: most names here are nothing else, and this needs no table.
    private static func simplyFolded(_ text: String) -> [Unicode.Scalar]? {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if upperCase.contains(scalar) {
                scalars.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
            } else if scalar.isASCII || syllables.contains(scalar) {
                scalars.append(scalar)
            } else {
                return nil
            }
        }
        return scalars
    }

    private static let upperCase: ClosedRange<Unicode.Scalar> = "A"..."Z"
    private static let syllables: ClosedRange<Unicode.Scalar> = "\u{ac00}"..."\u{d7a3}"
}

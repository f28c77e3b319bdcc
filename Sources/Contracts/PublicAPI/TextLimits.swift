import JSON
import Kernel

/// How long a text may be, in Unicode scalars as JSON JSONSchema counts, and what it is made of.
public struct TextLimits: Sendable {
    public enum Letters: Sendable {
        /// Anything but control characters.
        case line
        /// Line feeds too.
        case prose
        /// What URLs need not escape: of a cursor, of a key.
        case token
    }

    public let lengths: ClosedRange<Int>
    public let letters: Letters

    static func line(_ lengths: ClosedRange<Int>) -> TextLimits {
        TextLimits(lengths: lengths, letters: .line)
    }

    static func prose(_ lengths: ClosedRange<Int>) -> TextLimits {
        TextLimits(lengths: lengths, letters: .prose)
    }

    static func token(_ lengths: ClosedRange<Int>) -> TextLimits {
        TextLimits(lengths: lengths, letters: .token)
    }

    public func allows(_ text: String) -> Bool {
        // No scalar is longer than four bytes: what is far too long is not walked through.
        guard text.utf8.count <= 4 * lengths.upperBound else { return false }
        var length = 0
        for scalar in text.unicodeScalars {
            guard letters.contains(scalar) else { return false }
            length += 1
        }
        return lengths.contains(length)
    }

    public var words: String {
        let length = "\(lengths.lowerBound) to \(lengths.upperBound) characters"
        return switch letters {
        case .line: "\(length), none of them a control character"
        case .prose: "\(length), none of them a control character but line feed"
        case .token: "\(length) of A-Z, a-z, 0-9, '-', '_', '.' and '~'"
        }
    }
}

extension TextLimits.Letters {
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        return switch self {
        case .line: !isControl
        case .prose: !isControl || scalar == "\n"
        case .token:
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "~": true
            default: false
            }
        }
    }

    /// The same as a regular expression, in the form that JSON JSONSchema wants.
    public var pattern: String {
        switch self {
        case .line: #"^[^\u0000-\u001F\u007F-\u009F]*$"#
        case .prose: #"^[^\u0000-\u0009\u000B-\u001F\u007F-\u009F]*$"#
        case .token: "^[A-Za-z0-9._~-]*$"
        }
    }
}

// MARK: - Reading within limits

extension JSON {
    func text(_ limits: TextLimits) throws(JSONError) -> String {
        let text = try string()
        guard limits.allows(text) else { throw mismatch(expected: "a text of \(limits.words)") }
        return text
    }

    func won(_ range: ClosedRange<Money>) throws(JSONError) -> Money {
        Money(won: Int64(try int(in: Int(range.lowerBound.won)...Int(range.upperBound.won))))
    }

    func list<Element: JSONReadable>(
        _ lengths: ClosedRange<Int>, of type: Element.Type = Element.self
    ) throws(JSONError) -> [Element] {
        guard lengths.contains(try elements().count) else {
            throw mismatch(
                expected: "an array of \(lengths.lowerBound) to \(lengths.upperBound) elements")
        }
        return try read()
    }

    /// On the map: what lies beyond is no place.
    func place() throws(JSONError) -> Place {
        Place(x: try self["x"].int(in: Place.bounds), y: try self["y"].int(in: Place.bounds))
    }
}

extension JSONSchema {
    static let place = JSONSchema.object(
        "Place", required: ["x": .whole(Place.bounds), "y": .whole(Place.bounds)])
}

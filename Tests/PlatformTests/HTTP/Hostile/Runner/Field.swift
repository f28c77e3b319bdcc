/// A field line as it stood, its name in lower case.
struct Field: Equatable, Sendable {
    let name: String
    let value: String

    init(_ line: String) throws(Flaw) {
        guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex
        else {
            throw .malformed("the field line '\(line)'")
        }
        let name = line[..<colon]
        guard name.utf8.allSatisfy(Field.isTokenByte) else {
            throw .malformed("the field name '\(name)'")
        }
        self.name = name.lowercased()
        value = String(line[line.utf8.index(after: colon)...].trimmed)
    }

    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

extension [Field] {
    /// Every value under a name, in order.
    subscript(name: String) -> [String] {
        filter { $0.name == name }.map(\.value)
    }

    /// The members of a comma-separated list, in lower case, over all its lines.
    func members(of name: String) -> [String] {
        self[name].flatMap { $0.split(separator: ",") }.map { $0.trimmed.lowercased() }
    }
}

extension StringProtocol {
    fileprivate var trimmed: SubSequence {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        guard let first = firstIndex(where: { !isSpace($0) }) else { return self[endIndex...] }
        let last = lastIndex { !isSpace($0) } ?? first
        return self[first...last]
    }
}

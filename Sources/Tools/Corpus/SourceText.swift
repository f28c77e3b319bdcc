/// A place in a scenario's file, both counted from 1; columns are characters as an editor shows them.
struct Position: Hashable, Sendable, CustomStringConvertible {
    let line: Int
    let column: Int

    var description: String { "\(line):\(column)" }
}

/// Why a scenario cannot be understood, or not be played on, and where.
struct Flaw: Error, Hashable, Sendable {
    let position: Position
    let sentence: String
}

/// The text of one file, which tells where an offset stands.
struct SourceText: Sendable {
    static let mostBytes = 256 * 1024

    let path: String
    let octets: [UInt8]
    private let lineStarts: [Int]

    init(_ octets: [UInt8], path: String) throws(Flaw) {
        let start = Position(line: 1, column: 1)
        guard octets.count <= Self.mostBytes else {
            throw Flaw(position: start, sentence: "the file is over \(Self.mostBytes) bytes long")
        }
        guard String(validating: octets, as: UTF8.self) != nil else {
            throw Flaw(position: start, sentence: "the file is not UTF-8 text")
        }
        self.path = path
        self.octets = octets
        let breaks = octets.indices.filter { octets[$0] == Ascii.newline }
        lineStarts = [0] + breaks.map { $0 + 1 }
    }

    func position(of offset: Int) -> Position {
        let line = max(lineStarts.partitioningIndex { $0 > offset } - 1, 0)
        let before = octets[lineStarts[line]..<min(offset, octets.count)]
        // Of a character's bytes all but the first look like 10xxxxxx.
        let column = before.count { $0 & 0xC0 != 0x80 }
        return Position(line: line + 1, column: column + 1)
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: octets[range], as: UTF8.self)
    }
}

enum Ascii {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let hash = UInt8(ascii: "#")
    static let backslash = UInt8(ascii: "\\")
    static let backquote = UInt8(ascii: "`")
    static let slash = UInt8(ascii: "/")

    static func isDigit(_ octet: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet)
    }

    static func isUppercase(_ octet: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(octet)
    }

    static func isLetter(_ octet: UInt8) -> Bool {
        isUppercase(octet) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet)
    }

    static func isSpace(_ octet: UInt8) -> Bool {
        octet == space || octet == tab || octet == newline || octet == carriageReturn
    }

    /// What the names of variables, options and predicates are made of.
    static func isWord(_ octet: UInt8) -> Bool {
        isLetter(octet) || isDigit(octet) || octet == UInt8(ascii: "_")
            || octet == UInt8(ascii: "-")
    }
}

extension [Int] {
    /// The first index whose element satisfies `isBehind`, all before it not doing so.
    fileprivate func partitioningIndex(where isBehind: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

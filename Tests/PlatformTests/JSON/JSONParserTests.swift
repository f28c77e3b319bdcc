import JSON
import Testing

@Suite struct JSONParserTests {
    @Test func `a flaw is told by its byte`() {
        let flaws: [(text: String, flaw: JSONError.Flaw, byteOffset: Int)] = [
            ("", .unexpectedEnd, 0),
            ("  ", .unexpectedEnd, 2),
            ("[1, 2", .unexpectedEnd, 5),
            ("[\"abc", .unexpectedEnd, 5),
            ("[nul", .unexpectedEnd, 4),
            ("[nulx]", .unexpectedByte(UInt8(ascii: "x")), 4),
            ("[1,]", .unexpectedByte(UInt8(ascii: "]")), 3),
            ("{\"a\":1,}", .unexpectedByte(UInt8(ascii: "}")), 7),
            ("{\"a\" 1}", .unexpectedByte(UInt8(ascii: "1")), 5),
            ("[1}", .unexpectedByte(UInt8(ascii: "}")), 2),
            ("[\u{0}]", .unexpectedByte(0), 1),
            ("\u{FEFF}{}", .byteOrderMark, 0),
            ("{} {}", .bytesAfterTheValue, 3),
            ("[\"a\u{1}\"]", .controlCharacter, 3),
            ("[\"a\u{0}\"]", .controlCharacter, 3),
            (#"["\x"]"#, .invalidEscape, 2),
            (#"["\u12G4"]"#, .invalidEscape, 2),
            (#"["ab\uD800"]"#, .loneSurrogate, 4),
            (#"["\uD800\u0041"]"#, .loneSurrogate, 2),
            (#"["\uDC00\uD800"]"#, .loneSurrogate, 2),
            ("[01]", .invalidNumber, 3),
            ("[1.]", .invalidNumber, 3),
            ("[1e+]", .invalidNumber, 4),
            ("[-]", .invalidNumber, 2),
            ("-", .unexpectedEnd, 1),
            ("[1e400]", .numberOutOfRange, 1),
            (#"{"a":1,"b":2,"a":3}"#, .duplicateName("a"), 13),
            (#"{"a":1,"\u0061":3}"#, .duplicateName("a"), 7),
        ]
        for (text, flaw, byteOffset) in flaws {
            #expect(throws: JSONError.malformed(flaw, byteOffset: byteOffset), "\(text)") {
                try JSON(parsing: Array(text.utf8))
            }
        }
    }

    @Test func `UTF-8 is checked to the bit`() throws {
        let prefixes: [[UInt8]] = [[], Array("abcdefgh".utf8), Array("é배😀".utf8)]
        for first in UInt8.min...UInt8.max where first != UInt8(ascii: "\\") {
            for second in stride(from: UInt8(0x00), through: 0xF0, by: 0x10) {
                for tail in [[], [0x80], [0xBF], [0x80, 0x80], [0xBF, 0xBF], [0xC0, 0x80]]
                    as [[UInt8]]
                {
                    let text = [first, second | first & 0xF] + tail
                    let isValid = String(validating: text, as: UTF8.self) != nil
                    let isPlain = text.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
                    for prefix in prefixes {
                        let json = try? JSON(parsing: [0x22] + prefix + text + [0x22])
                        #expect((json != nil) == (isValid && isPlain), "\(text)")
                    }
                }
            }
        }
    }

    @Test func `a limit that is passed is named`() throws {
        let limits = JSONLimits(bytes: 20, depth: 2, values: 5)
        func parse(_ text: String) throws(JSONError) -> JSON {
            try JSON(parsing: Array(text.utf8), limits: limits)
        }
        _ = try parse("[[],[]]")
        #expect(throws: JSONError.excessive(.depth, limit: 2)) { try parse("[[[]]]") }
        _ = try parse(#"{"a":1,"b":2}"#)
        _ = try parse("[1,2,3,4]")
        #expect(throws: JSONError.excessive(.values, limit: 5)) { try parse("[1,2,3,4,5]") }
        #expect(throws: JSONError.excessive(.values, limit: 5)) { try parse(#"{"a":1,"b":[0]}"#) }
        _ = try parse("[\"" + String(repeating: "x", count: 16) + "\"]")
        #expect(throws: JSONError.excessive(.bytes, limit: 20)) {
            try parse("[\"" + String(repeating: "x", count: 17) + "\"]")
        }
    }

    @Test func `what stands behind a nested value belongs to its own level`() throws {
        for depth in 1...32 {
            let opening = (1...depth).map { #"{"level":\#($0),"below":["# }.joined()
            let closing = (1...depth).reversed().map { #"],"behind":\#($0)}"# }.joined()
            let text = opening + "0" + closing
            let json = try JSON(parsing: Array(text.utf8))
            #expect(JSONWriter.bytes(of: json) == Array(text.utf8), "\(depth)")
        }
    }

    @Test func `a wall of brackets is refused at the depth limit`() {
        let wall = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)
        #expect(throws: JSONError.excessive(.depth, limit: 64)) { try JSON(parsing: wall) }
        #expect(throws: JSONError.excessive(.depth, limit: 512)) {
            try JSON(parsing: wall, limits: JSONLimits(depth: 512))
        }
    }

    @Test func `values nested to the very limit are read, compared and written`() throws {
        let text = Array(
            (String(repeating: "[", count: 512) + String(repeating: "]", count: 512)).utf8)
        let json = try JSON(parsing: text, limits: JSONLimits(depth: 512))
        #expect(try json == JSON(parsing: text, limits: JSONLimits(depth: 512)))
        #expect(JSONWriter.bytes(of: json) == text)
    }

    /// Would take minutes if each name were compared with each.
    @Test(.timeLimit(.minutes(10))) func `a hundred thousand names are looked at in linear time`()
        throws
    {
        let names = (0..<100_000).map { #""\#($0)":0"# }
        let text = "{" + names.joined(separator: ",") + "}"
        let json = try JSON(parsing: Array(text.utf8))
        #expect(try json.members().count == 100_000)
        #expect(try json["99999"].int() == 0)
        let reversed = "{" + names.reversed().joined(separator: ",") + "}"
        #expect(try json == JSON(parsing: Array(reversed.utf8)))
        let doubled = "{" + names.joined(separator: ",") + #","77777":0}"#
        #expect(throws: JSONError.malformed(.duplicateName("77777"), byteOffset: text.utf8.count)) {
            try JSON(parsing: Array(doubled.utf8))
        }
    }

    @Test(arguments: [1, 2, 7, 8, 15, 16, 17, 40])
    func `a repeated name is found wherever it stands`(
        count: Int
    ) throws {
        let names = (0..<count).map { #""name \#($0)":[{"x":1},{"x":2}]"# }
        _ = try JSON(parsing: Array("{\(names.joined(separator: ","))}".utf8))
        for repeated in 0..<count {
            let text = "{\((names + [names[repeated]]).joined(separator: ","))}"
            #expect(throws: JSONError.self, "\(repeated)") {
                _ = try JSON(parsing: Array(text.utf8))
            }
        }
    }
}

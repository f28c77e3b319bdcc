import JSON
import Testing

/// The classes of Nicolas Seriot's JSONTestSuite, in a table of our own: what RFC 8259 makes every
/// parser accept, what it makes every parser refuse, and what it leaves open, with our decision.
/// `scripts/outside/json-test-suite` runs the real files.
@Suite struct JSONConformanceTests {
    @Test(arguments: accepted) func `what every parser must accept is accepted`(
        text: String
    ) throws {
        let json = try JSON(parsing: Array(text.utf8))
        let reference = try #require(ReferenceJSON.read(Array(text.utf8), depth: 64))
        #expect(json.means(reference))
    }

    @Test(arguments: refused) func `what every parser must refuse is refused`(text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: Array(text.utf8)) }
    }

    @Test(arguments: invalidUTF8) func `invalid UTF-8 is refused wherever it stands`(
        bytes: [UInt8]
    ) {
        let places = [
            ("[\"", "\"]"), ("[", "]"), ("[1", "]"), ("[1e1", "]"), ("[\"\\", "\"]"),
            ("[\"\\u", "\"]"), ("{\"", "\":0}"), ("", ""),
        ]
        for (before, after) in places {
            let text = Array(before.utf8) + bytes + Array(after.utf8)
            #expect(throws: JSONError.self) { try JSON(parsing: text) }
        }
    }

    // MARK: - Left open by the RFC: read one way by one parser and another by the next

    @Test func `a number that underflows is the zero nearest to it`() throws {
        for text in ["123.456e-789", "123e-10000000"] {
            #expect(try JSON(parsing: Array(text.utf8)).double() == 0)
        }
    }

    @Test func `an integer beyond 64 bits is a double`() throws {
        for text in ["100000000000000000000", "-123123123123123123123123123123"] {
            #expect(try JSON(parsing: Array(text.utf8)).double() == Double(text))
        }
    }

    @Test(arguments: disputed) func `what parsers disagree about is refused`(text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: Array(text.utf8)) }
    }

    @Test func `other encodings are refused`() {
        let text: [UInt8] = [0x5B, 0, 0x22, 0, 0xE9, 0, 0x22, 0, 0x5D, 0]
        for text in [[0xFF, 0xFE] + text, text, [0] + text.dropLast()] {
            #expect(throws: JSONError.self) { try JSON(parsing: text) }
        }
    }

    @Test(arguments: [500, 100_000]) func `what is nested too deeply is refused`(depth: Int) {
        for text in ["[", "{\"\":"] {
            let wall = Array(String(repeating: text, count: depth).utf8)
            #expect(throws: JSONError.excessive(.depth, limit: 64)) { try JSON(parsing: wall) }
        }
    }
}

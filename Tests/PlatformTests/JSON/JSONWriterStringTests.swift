import JSON
import Testing

@Suite struct JSONWriterStringTests {
    private func written(_ value: some JSONWritable) -> String {
        String(decoding: JSONWriter.bytes(of: value), as: UTF8.self)
    }

    @Test func `only quotes, backslashes and control characters are escaped`() {
        #expect(written("\"\\/") == #""\"\\/""#)
        #expect(written("\u{8}\u{9}\u{A}\u{C}\u{D}") == #""\b\t\n\f\r""#)
        #expect(written("\u{0}\u{1F}\u{7F}") == "\"\\u0000\\u001f\u{7F}\"")
        #expect(written("배달 😀 \u{2028}") == "\"배달 😀 \u{2028}\"")
    }

    @Test func `every scalar below 200 is escaped right at every place of a word`() throws {
        for length in [0, 1, 3, 6, 7, 8, 9, 15, 16, 30, 33] {
            for place in 0...length {
                for value in UInt32(0)..<200 {
                    var scalars = String.UnicodeScalarView(repeating: "x", count: length)
                    scalars.insert(
                        Unicode.Scalar(value)!,
                        at: scalars.index(scalars.startIndex, offsetBy: place))
                    let text = String(scalars)
                    let json = JSONWriter.bytes(of: text)
                    guard ReferenceJSON.read(json, depth: 0).map(Self.text) == text else {
                        Issue.record("\(text.debugDescription) was written as \(json)")
                        return
                    }
                }
            }
        }
    }

    @Test func `a long text with few escapes is whole`() {
        let line = "스무 글자쯤 되는 긴 줄, and some ASCII\n"
        let text = String(repeating: line, count: 50) + "\"end\""
        let escaped = String(repeating: line.dropLast() + "\\n", count: 50) + #"\"end\""#
        #expect(written(text) == "\"\(escaped)\"")
    }

    private static func text(_ reference: ReferenceJSON) -> String? {
        guard case .string(let scalars) = reference else { return nil }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test func `text that never was a string is written from its bytes`() {
        let bytes: [UInt8] = Array("2026-11-21T09:00:00.000Z".utf8)
        let json = JSONWriter.bytes { $0.string(UTF8Span(unchecked: bytes.span)) }
        #expect(json == Array("\"2026-11-21T09:00:00.000Z\"".utf8))
    }

    @Test func `bugs stop the process before they are sent`() async {
        await #expect(processExitsWith: .failure) {
            _ = JSONWriter.bytes { $0.object { $0.field("a\"b", 1) } }
        }
        await #expect(processExitsWith: .failure) {
            _ = JSONWriter.bytes { $0.object { $0.field("longer than eight\n", 1) } }
        }
        await #expect(processExitsWith: .failure) {
            struct Nothing: JSONWritable { func write(to json: consuming JSONWriter) {} }
            _ = JSONWriter.bytes(of: Nothing())
        }
    }

    #if DEBUG
        @Test func `a name written twice stops a debug build`() async {
            await #expect(processExitsWith: .failure) {
                _ = JSONWriter.bytes {
                    $0.object {
                        $0.field("a", 1)
                        $0.field("a", 2)
                    }
                }
            }
        }
    #endif
}

import JSON
import Testing

@Suite struct JSONWriterTests {
    @Test func `an order reads in the code as it does on the wire`() {
        let items = [("menu_1", 2), ("menu_2", 1)]
        let text = JSONWriter.bytes {
            $0.object {
                $0.field("id", "order_1")
                $0.field("total", 21_000)
                $0.array("items") {
                    for (id, quantity) in items {
                        $0.object {
                            $0.field("id", id)
                            $0.field("quantity", quantity)
                        }
                    }
                }
                $0.object("place") {
                    $0.field("x", 1.5)
                    $0.field("y", -2.0)
                }
                $0.field("isPaid", true)
                $0.field("isLate", false)
            }
        }
        #expect(
            text.text == #"{"id":"order_1","total":21000,"items":[{"id":"menu_1","quantity":2},"#
                + #"{"id":"menu_2","quantity":1}],"place":{"x":1.5,"y":-2.0},"#
                + #""isPaid":true,"isLate":false}"#)
    }

    @Test func `containers may be empty, and nested`() {
        #expect(JSONWriter.bytes { $0.object { _ in } }.text == "{}")
        #expect(JSONWriter.bytes { $0.array { _ in } }.text == "[]")
        let nested = JSONWriter.bytes {
            $0.array {
                $0.array { _ in }
                $0.object { $0.object("a") { _ in } }
                $0.elements([1, 2])
            }
        }
        #expect(nested.text == #"[[],{"a":{}},1,2]"#)
    }

    @Test func `a missing value is a null, or left out where the code says so`() {
        let note: String? = nil
        let text = JSONWriter.bytes {
            $0.object {
                $0.field("a", note)
                $0.field("b", ifPresent: note)
                $0.field("c", ifPresent: .some("x"))
            }
        }
        #expect(text.text == #"{"a":null,"c":"x"}"#)
    }

    @Test func `an enum writes its raw value`() {
        enum Role: String, JSONWritable { case owner, rider }
        #expect(JSONWriter.bytes(of: [Role.owner, .rider]).text == #"["owner","rider"]"#)
    }

    @Test func `names known only at run time are escaped`() {
        let text = JSONWriter.bytes { $0.object { $0.field(named: "a\"b\n", 1) } }
        #expect(text.text == #"{"a\"b\n":1}"#)
    }

    @Test func `text is appended behind what is there`() {
        var bytes = Array("head ".utf8)
        JSONWriter.append(to: &bytes, expecting: 1) { $0.string("배달") }
        JSONWriter.append(to: &bytes) { $0.null() }
        #expect(bytes.text == #"head "배달"null"#)
    }

    @Test func `text that outgrows the guess is whole`() {
        let names = (0..<500).map { "name \($0) \"quoted\"" }
        let expected = "[" + names.map { #""\#($0.escapingQuotes)""# }.joined(separator: ",") + "]"
        for guess in [1, 16, 17, 4096, 1 << 20] {
            var bytes = Array("> ".utf8)
            JSONWriter.append(to: &bytes, expecting: guess) { $0.array { $0.elements(names) } }
            #expect(bytes.text == "> " + expected)
        }
    }
}

extension String {
    fileprivate var escapingQuotes: String {
        split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
    }
}

extension [UInt8] {
    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}

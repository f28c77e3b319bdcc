import Testing

@testable import HTTP

@Suite struct FieldsTests {
    @Test func `a name is found in whatever case it was given`() throws {
        var fields = Fields()
        let given = "X-Trace-ID"
        fields.append(try #require(FieldName(given)), "7")
        #expect(fields["x-trace-id"] == "7")
        #expect(fields["x-TRACE-id"] == "7")
        #expect(fields.all.map(\.name) == ["x-trace-id"])
    }

    @Test func `several values of a name keep their order, the first one answers`() {
        var fields = Fields()
        fields.append("cookie", "a")
        fields.append("accept", "x")
        fields.append("cookie", "b")
        #expect(fields["cookie"] == "a")
        #expect(fields.values("cookie") == ["a", "b"])
        #expect(fields.count == 3)
        #expect(fields.values("absent") == [])
        #expect(fields["absent"] == nil)
    }

    @Test func `setting replaces all values, removing takes all away`() {
        var fields = Fields()
        fields.append("a", "1")
        fields.append("b", "2")
        fields.append("a", "3")
        fields.set("a", "4")
        #expect(fields.values("a") == ["4"])
        fields.remove("a")
        fields.remove("never-there")
        #expect(fields.all.map(\.name) == ["b"])
        #expect(!fields.contains("a"))
    }

    @Test func `a name is no other name's beginning or end`() {
        var fields = Fields()
        fields.append("content-length", "1")
        for name: FieldName in ["content", "length", "content-lengt", "content-lengths"] {
            #expect(!fields.contains(name))
        }
    }

    @Test func `what is filtered keeps its order and its values, and takes more`() {
        var fields = Fields()
        for (name, value): (FieldName, String) in [("a", "1"), ("b", ""), ("c", "치킨"), ("a", "")] {
            fields.append(name, value)
        }
        fields.remove("b")
        var kept = fields.filtered { !$0.equals("c") }
        kept.append("d", String(repeating: "x", count: 500))
        #expect(kept.all.map(\.name) == ["a", "a", "d"])
        #expect(kept.values("a") == ["1", ""] && kept["d"]?.utf8.count == 500)
        #expect(fields.all.map(\.name) == ["a", "c", "a"] && fields["c"] == "치킨")
        #expect(Fields().filtered { _ in true }.isEmpty)
        let both = fields.filtered(adding: kept) { $0.equals("c") }
        #expect(both.all.map(\.name) == ["c", "a", "a", "d"] && both.count == 4)
        #expect(both["c"] == "치킨" && both.values("a") == ["1", ""])
    }

    @Test func `control characters in a value become spaces`() {
        for octet in (0...0x1f).filter({ $0 != 9 }) + [0x7f] {
            var fields = Fields()
            fields.append("a", "x" + String(UnicodeScalar(UInt8(octet))) + "y")
            #expect(fields["a"] == "x y", "octet \(octet)")
        }
        var fields = Fields()
        fields.append("a", "tab\tand 치킨 stay")
        #expect(fields["a"] == "tab\tand 치킨 stay")
    }

    @Test func `a response cannot be split through a value`() {
        var response = Response(.ok)
        response.fields.append("location", "/a\r\nset-cookie: evil=1\r\n\r\n<html>")
        let output = OutputBuffer()
        HeadWriter.append(response, framing: .length(0), date: [], .stays, to: output)
        let lines = String(decoding: output.bytes, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == 3)
        #expect(lines.last == "location: /a  set-cookie: evil=1    <html>")
    }

    @Test(arguments: ["", " a", "a ", "a:", "a\r\n", "ä", "a\0", "(a)", "a,b", "a/b", "\"a\""])
    func `this is no field name`(text: String) {
        #expect(FieldName(text) == nil)
    }

    @Test func `the table of token characters says what the class of them does`() {
        let table = OctetClass.lowercasedTokens
        #expect(table.utf8CodeUnitCount == 128)
        for octet in UInt8(0)..<128 {
            let isToken = OctetClass.token.contains(octet)
            let expected = isToken ? Octet.lowercased(octet) : 0
            #expect(table.utf8Start[Int(octet)] == expected, "octet \(octet)")
        }
        #expect((128...255).allSatisfy { !OctetClass.token.contains($0) })
    }

    @Test func `the end of a value is found wherever it stands, and whatever ends it`() {
        for octet in UInt8.min...UInt8.max {
            for place in 0..<20 {
                var octets = [UInt8](repeating: UInt8(ascii: "a"), count: 20)
                octets[place] = octet
                let end = octets.withUnsafeBufferPointer { $0.endOfFieldContent() }
                let expected = Octet.isFieldContent(octet) ? octets.count : place
                #expect(end == expected, "octet \(octet) at \(place)")
            }
        }
    }

    @Test func `every token character may stand in a name`() throws {
        let text = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
        #expect(try #require(FieldName(text)).description == text)
        #expect(FieldName("ABC").description == "abc")
    }

    @Test func `a name written in the code that is none is a bug`() async {
        await #expect(processExitsWith: .failure) { _ = FieldName(stringLiteral: "no name") }
    }
}

import JSON
import Kernel
import Testing
import Wire

private enum Order: TypeIDTag { static let prefix: StaticString = "order" }

/// The longest that there may be: the writer has room for it.
private enum Longest: TypeIDTag {
    static let prefix: StaticString =
        "abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi"
}

@Suite struct TypeIDJSONTests {
    @Test func `an identifier crosses a boundary as its text`() throws {
        let order = try #require(TypeID<Order>("order_01h455vb4pex5vsknk084sn02q"))
        let text = JSONWriter.bytes(of: order)
        #expect(String(decoding: text, as: UTF8.self) == "\"order_01h455vb4pex5vsknk084sn02q\"")
        #expect(try JSON(parsing: text).read(TypeID<Order>.self) == order)
    }

    @Test func `the longest prefix crosses it too`() throws {
        let longest = TypeID<Longest>(bits: .max)
        #expect(TypeID<Longest>.byteCount == 90)
        #expect(try JSON(parsing: JSONWriter.bytes(of: longest)).read() == longest)
    }

    @Test(arguments: [
        (#"{"id":"store_01h455vb4pex5vsknk084sn02q"}"#, "a string"),
        (#"{"id":"order_01h455vb4pex5vsknk084sn02Q"}"#, "a string"),
        (#"{"id":""}"#, "a string"),
    ])
    func `what is no identifier of the kind is told by its place`(text: String, found: String) {
        let expected = "an identifier, order_…"
        #expect(throws: JSONError.mismatch(pointer: "/id", expected: expected, found: found)) {
            try JSON(parsing: Array(text.utf8))["id"].read(TypeID<Order>.self)
        }
    }

    @Test func `a number is no identifier`() {
        #expect(throws: JSONError.self) {
            try JSON(parsing: Array("7".utf8)).read(TypeID<Order>.self)
        }
    }
}

import JSON
import Testing

@testable import Corpus

@Suite struct JSONPathTests {
    static let menu = """
        {"name": "교촌치킨", "open": true, "rating": 4.5, "note": null, "a-b": {"c d": 1},
         "items": [{"id": "a", "price": 18000, "tags": ["hot"], "stock": {"left": 0}},
                   {"id": "b", "price": 20000, "tags": [], "stock": {"left": 3}},
                   {"id": "c", "price": 9000, "sold": true}]}
        """

    /// What a path finds, as JSON; nil for nothing.
    private func find(_ path: String) throws -> String? {
        let json = try JSON(parsing: Array(Self.menu.utf8))
        return try JSONPath(path).find(in: json)?.shown
    }

    @Test func `a path of names and numbers finds one value`() throws {
        #expect(try find("$.name") == "\"교촌치킨\"")
        #expect(try find("$.items[1].id") == "\"b\"")
        #expect(try find("$['a-b'][\"c d\"]") == "1")
        #expect(try find("$.items[0].tags") == #"["hot"]"#)
        #expect(try find("$.note") == "null")
    }

    @Test func `a path that leads nowhere finds nothing`() throws {
        #expect(try find("$.items[3]") == nil)
        #expect(try find("$.name.first") == nil)
        #expect(try find("$.open[0]") == nil)
        #expect(try find("$.nothing") == nil)
    }

    @Test func `a path with a choice finds a list, however many there are`() throws {
        #expect(try find("$.items[*].id") == #"["a","b","c"]"#)
        #expect(try find("$..left") == "[0,3]")
        #expect(try find("$['a-b'].*") == "[1]")
        #expect(try find("$.items[*].sold") == "[true]")
        #expect(try find("$.nothing[*]") == "[]")
    }

    @Test func `a filter keeps what it is true for`() throws {
        #expect(try find("$.items[?(@.id=='b')].price") == "[20000]")
        #expect(try find("$.items[?(@.id == 'x')]") == "[]")
        #expect(try find("$.items[?(@.price >= 18000)].id") == #"["a","b"]"#)
        #expect(try find("$.items[?(@.price<18000)].id") == #"["c"]"#)
        #expect(try find("$.items[?(@.sold)].id") == #"["c"]"#)
        #expect(try find("$.items[?(@.sold==true)].id") == #"["c"]"#)
        #expect(try find("$.items[?(@.stock.left != 0)].id") == #"["b","c"]"#)
        #expect(try find("$.items[0].tags[?(@=='hot')]") == #"["hot"]"#)
    }

    @Test(arguments: [
        "", "name", "$name", "$.", "$..", "$[", "$[-1]", "$[0,1]", "$[0:2]", "$['a", "$['a\\'b']",
        "$[?(@.a==b)]", "$[?(@.a=='b'&&@.c)]", "$[?(a)]", "$.a b", "$[?@.a]", "$.length()",
    ])
    func `what is not known is refused`(path: String) {
        #expect(throws: JSONPath.Refusal.self) { try JSONPath(path) }
    }
}

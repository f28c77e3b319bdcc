import JSON
import Testing

@Suite struct JSONReadingTests {
    enum Method: String, CaseIterable, JSONReadable { case wallet, card }

    struct Item: JSONReadable, Equatable {
        let id: String
        let quantity: Int

        init(id: String, quantity: Int) {
            self.id = id
            self.quantity = quantity
        }

        init(_ json: JSON) throws(JSONError) {
            id = try json["id"].string()
            quantity = try json["quantity"].int(in: 1...99)
        }
    }

    struct Order: JSONReadable {
        let items: [Item]
        let method: Method
        let note: String?
        let tip: Int?
        let isGift: Bool

        init(_ json: JSON) throws(JSONError) {
            items = try json["items"].read()
            method = try json["method"].read()
            note = try json[optional: "note"]?.string()
            tip = try json["tip"].read()
            isGift = try json["isGift"].bool()
        }
    }

    private func order(_ text: String) throws -> Order {
        try JSON(parsing: Array(text.utf8)).read()
    }

    @Test func `a contract type reads its own fields`() throws {
        let order = try order(
            #"""
            {"items": [{"id": "menu_1", "quantity": 2}, {"quantity": 1, "id": "메뉴"}], "tip": null,
             "method": "wallet", "isGift": false, "unknown": [1, {"items": 3}]}
            """#)
        #expect(order.items == [Item(id: "menu_1", quantity: 2), Item(id: "메뉴", quantity: 1)])
        #expect(order.method == .wallet)
        #expect(order.note == nil && order.tip == nil && !order.isGift)
    }

    @Test func `what is wrong is told by place, for the one who sent it`() {
        let complaints = [
            #"{"items":[{"id":"a","quantity":"2"}]}"#:
                "/items/0/quantity: expected an integer, found a string",
            #"{"items":[{"id":"a","quantity":1},{"id":"b"}]}"#: "/items/1/quantity: is missing",
            #"{"items":[{"id":"a","quantity":0}]}"#:
                "/items/0/quantity: expected an integer from 1 to 99, found the number 0",
            #"{"items":{}}"#: "/items: expected an array, found an object",
            #"{"items":[7]}"#: "/items/0: expected an object, found the number 7",
            #"{"items":[],"method":"cash"}"#:
                #"/method: expected one of "wallet", "card", found a string"#,
            #"{"items":[],"method":"card","note":7}"#:
                "/note: expected a string, found the number 7",
            #"{"items":[],"method":"card","tip":1.5}"#:
                "/tip: expected an integer, found the number 1.5",
            #"{"items":[],"method":"card","tip":1,"isGift":"no"}"#:
                "/isGift: expected true or false, found a string",
            "[]": "expected an object, found an array",
            "{": "the text ends too early at byte 1",
            "{]": "unexpected ']' at byte 1",
        ]
        for (text, complaint) in complaints {
            let error = #expect(throws: JSONError.self) { try order(text) }
            #expect(error?.description == complaint)
        }
    }

    @Test func `pointers escape tildes and slashes`() throws {
        let json = try JSON(parsing: Array(#"{"a/b":{"~":[null,{"":true}]}}"#.utf8))
        #expect(try json["a/b"]["~"][1][""].pointer == "/a~1b/~0/1/")
        #expect(json.pointer == "")
        #expect(throws: JSONError.missing(pointer: "/a~1b/c~0d")) { try json["a/b"]["c~d"] }
    }

    @Test func `absent and null are told apart where that matters`() throws {
        let json = try JSON(parsing: Array(#"{"a":null,"b":1}"#.utf8))
        #expect(try json[ifPresent: "a"]?.isNull == true)
        #expect(try json[ifPresent: "c"] == nil)
        #expect(try json[optional: "a"] == nil)
        #expect(try json[optional: "b"]?.int() == 1)
        #expect(throws: JSONError.self) { try json["b"][optional: "x"] }
    }

    @Test func `names are compared byte by byte, not as Unicode sees them`() throws {
        let json = try JSON(
            parsing: Array("{\"\u{E9}\":1,\"e\u{301}\":2,\"\":3,\"12345678x\":4}".utf8))
        #expect(try json["\u{E9}"].int() == 1)
        #expect(try json["e\u{301}"].int() == 2)
        #expect(try json[""].int() == 3)
        #expect(try json["12345678x"].int() == 4)
        #expect(try json[ifPresent: "12345678y"] == nil)
    }

    @Test func `elements are found by position, within bounds`() throws {
        let json = try JSON(parsing: Array(#"[[1,2],{"a":[3]},4]"#.utf8))
        #expect(try json[2].int() == 4)
        #expect(throws: JSONError.missing(pointer: "/3")) { try json[3] }
        #expect(throws: JSONError.missing(pointer: "/-1")) { try json[-1] }
        #expect(try json.elements().map(\.kind) == [.array, .object, .number])
    }

    @Test func `a text is read as something without a string between`() throws {
        let json = try JSON(parsing: Array(#"["2026", "배달"]"#.utf8))
        let year = try json[0].string(as: "a year") { Int(String(copying: $0)) }
        #expect(year == 2026)
        let error = #expect(throws: JSONError.self) {
            try json[1].string(as: "a year") { Int(String(copying: $0)) }
        }
        #expect(error?.description == "/1: expected a year, found a string")
    }

    @Test func `escapes mean what they stand for`() throws {
        let json = try JSON(
            parsing: Array(
                #"["\"\\\/\b\f\n\r\t", "\u0041\u00e9\uac00\uD83D\uDE00", "\u0000"]"#.utf8))
        #expect(try json[0].string() == "\"\\/\u{8}\u{C}\n\r\t")
        #expect(try json[1].string() == "Aé가😀")
        #expect(try json[2].string() == "\0")
    }

    @Test func `a view outlives whoever made it`() throws {
        func inner() throws -> JSON { try JSON(parsing: Array(#"{"a":{"b":"text"}}"#.utf8))["a"] }
        #expect(try inner()["b"].string() == "text")
        #expect(try inner().description == #"{"b":"text"}"#)
    }
}

import Testing

@testable import Corpus

@Suite struct PredicateTests {
    /// Whether a predicate, as it is written, holds for a value; nil is for nothing there.
    private func holds(_ predicate: String, _ value: Value?) throws -> Bool {
        let assert = try assertion("jsonpath \"$\" \(predicate)")
        guard let operand = assert.predicate.operand else {
            return assert.predicate.holds(for: value, expected: nil)
        }
        let expected: Value? =
            switch operand {
            case .value(let value): value
            case .text(let template): template.fixed.map(Value.string)
            case .place: nil
            }
        return assert.predicate.holds(for: value, expected: expected)
    }

    @Test func `equal is what says the same`() throws {
        #expect(try holds("== 3", .integer(3)))
        #expect(try holds("== 3", .double(3)))
        #expect(try holds("== 3.0", .integer(3)))
        #expect(try !holds("== 3", .string("3")))
        #expect(try holds("!= 3", .string("3")))
        #expect(try holds("== null", .null))
        #expect(try holds("== true", .bool(true)))
        #expect(try holds("== \"치킨\"", .string("치킨")))
        #expect(try holds("not == 3", .integer(4)))
        #expect(try !holds("!= 3", .integer(3)))
    }

    @Test func `numbers and texts are compared among themselves`() throws {
        #expect(try holds("> 2", .integer(3)))
        #expect(try holds("<= 3", .integer(3)))
        #expect(try holds(">= 2.5", .integer(3)))
        #expect(try holds("< 3", .double(2.9)))
        #expect(try holds("< \"b\"", .string("a")))
        #expect(try !holds("> 2", .string("3")))
        #expect(try !holds("not > 2", .string("3")), "a comparison without sense is never true")
    }

    @Test func `texts are looked into`() throws {
        #expect(try holds("startsWith \"order_\"", .string("order_1")))
        #expect(try holds("endsWith \"_1\"", .string("order_1")))
        #expect(try holds("contains \"der\"", .string("order_1")))
        #expect(try holds("not contains \"x\"", .string("order_1")))
        #expect(try holds("matches /^order_\\d$/", .string("order_1")))
        #expect(try holds("matches \"^order\"", .string("order_1")))
        #expect(try holds("matches /a\\/b/", .string("a/b")))
        #expect(try !holds("contains \"1\"", .integer(1)))
    }

    @Test func `kinds are told apart`() throws {
        let samples: [(Value, Set<String>)] = [
            (.bool(true), ["isBoolean"]), (.integer(1), ["isInteger", "isNumber"]),
            (.double(1.5), ["isFloat", "isNumber"]), (.string(""), ["isString", "isEmpty"]),
            (.list([]), ["isCollection", "isEmpty"]), (.null, []),
            (.list([.null]), ["isCollection"]),
        ]
        let names = Predicate.Kind.allCases.map(\.rawValue) + ["isEmpty"]
        for (value, kinds) in samples {
            for name in names {
                #expect(try holds(name, value) == kinds.contains(name), "\(name) of \(value)")
            }
        }
    }

    @Test func `nothing fulfils nothing but not exists`() throws {
        #expect(try holds("not exists", nil))
        #expect(try !holds("exists", nil))
        #expect(try holds("exists", .null))
        for predicate in ["== 1", "!= 1", "not == 1", "not contains \"a\"", "isEmpty"] {
            #expect(try !holds(predicate, nil), "\(predicate)")
        }
    }

    @Test func `a list includes its elements`() throws {
        let list = Value.list([.string("a"), .integer(2)])
        #expect(try holds("includes \"a\"", list))
        #expect(try holds("includes 2", list))
        #expect(try holds("not includes \"b\"", list))
        #expect(try !holds("not includes \"b\"", .string("a")))
    }
}

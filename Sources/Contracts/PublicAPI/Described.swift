public import JSON

/// What crosses the public boundary as JSON. It says how it reads and writes its own fields, and
/// describes itself for the document.
///
/// The description cannot drift from the reading: a test writes each example, holds it against the
/// schema, sees that every property is in one of them, and reads it back.
public protocol Described: JSONReadable, JSONWritable, Equatable, Sendable {
    static var schema: JSONSchema { get }
    /// One with every field, at least; and one a variant, where there are variants.
    static var examples: [Self] { get }
}

/// Where a message has no body.
public struct Nothing: Described {
    public static let schema = JSONSchema.nothing
    public static let examples = [Nothing()]

    public init() {}

    public init(_ json: JSON) throws(JSONError) {
        guard json.isNull else { throw json.mismatch(expected: "nothing") }
    }

    public func write(to json: consuming JSONWriter) {
        json.null()
    }
}

/// One page of a list. `next` is there as long as there is more: give it back as `cursor`.
public struct Page<Item: Described>: Described {
    public let items: [Item]
    public let next: String?

    public init(_ items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }

    public init(_ json: JSON) throws(JSONError) {
        items = try json["items"].read()
        next = try json[optional: "next"]?.string()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("items", items)
            $0.field("next", ifPresent: next)
        }
    }

    public static var schema: JSONSchema {
        .object(
            "PageOf\(Item.schema.name ?? "Items")",
            required: ["items": .list(Item.schema, 0...PageQuery.limits.upperBound)],
            optional: ["next": .text(PageQuery.cursors)])
    }

    public static var examples: [Page] {
        [Page(Item.examples, next: "AZqi8Gw"), Page([])]
    }
}

public import JSON

/// A part of a list that only grows, in its order.
public struct ProviderPage<Item: JSONWritable & JSONReadable & Sendable>: Sendable {
    public let items: [Item]
    /// The position to go on after; nil when this was the end, for now.
    public let next: Int?

    public init(items: [Item], next: Int?) {
        self.items = items
        self.next = next
    }
}

/// How long a page may be.
public enum ProviderPageLimit {
    public static let usual = 100
    public static let most = 500
}

extension ProviderPage: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("items", items)
            $0.field("next", next)
        }
    }

    public init(_ json: JSON) throws(JSONError) {
        items = try json["items"].read()
        next = try json[optional: "next"]?.int()
    }
}

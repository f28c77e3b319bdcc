public import JSON

/// A part of a list that only grows, in its order.
public struct ProviderPage<Item: JSONWritable & JSONReadable & Sendable>: Sendable {
    public let items: [Item]
    /// The position to go on after; nil when this was the end, for now.
    public let next: Int?

    /// Of what was found up to `limit`. A full page may be the last one too: the next is empty then.
    public init(_ items: [Item], limit: Int, position: (Item) -> Int) {
        self.items = items
        next = items.count < limit ? nil : items.last.map(position)
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

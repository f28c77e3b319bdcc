public import JSON
public import Kernel

/// What a caller calls a charge, a refund or a push, so that what is sent twice is done once.
///
/// Its characters stand in a path as they are.
public struct ProviderKey: Hashable, Sendable {
    /// As long as the longest identifier of ours.
    public static let mostBytes = 90

    public let text: String

    /// Nil unless `text` is 1 to `mostBytes` letters, digits, underscores and hyphens.
    public init?(_ text: String) {
        guard (1...Self.mostBytes).contains(text.utf8.count),
            text.utf8.allSatisfy(Self.isAllowed)
        else { return nil }
        self.text = text
    }

    public init<Tag>(_ identifier: TypeID<Tag>) {
        text = identifier.description
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension ProviderKey: CustomStringConvertible {
    public var description: String { text }
}

extension ProviderKey: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.string(text)
    }

    public init(_ json: JSON) throws(JSONError) {
        guard let key = ProviderKey(try json.string()) else {
            throw json.mismatch(
                expected: "a key of 1 to \(Self.mostBytes) letters, digits, _ and -")
        }
        self = key
    }
}

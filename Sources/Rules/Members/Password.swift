/// A password as it was typed: on its way to be hashed, and kept nowhere.
public struct Password: Sendable {
    /// The upper end bounds what a stranger can make us hash.
    public static let bytes = 8...128

    public let text: String

    public init(_ text: String) throws(MemberRejection) {
        guard Self.bytes.contains(text.utf8.count) else { throw .passwordInvalid }
        self.text = text
    }
}

extension Password: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    // A password that is printed by mistake must not be in the log.
    public var description: String { "a password" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

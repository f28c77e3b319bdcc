/// What a text may cost before it is refused.
public struct JSONLimits: Sendable {
    /// Length of the text.
    public let bytes: Int
    /// How deep arrays and objects may nest; a lone number has depth 0.
    public let depth: Int
    /// Values and names in the whole text. Each takes 16 bytes of memory.
    public let values: Int

    static let widest = JSONLimits(bytes: 1 << 30, depth: 512, values: 1 << 30)

    public init(bytes: Int = 1 << 20, depth: Int = 64, values: Int = 250_000) {
        precondition((0...1 << 30).contains(bytes), "positions in a text are kept in 32 bits")
        precondition((0...512).contains(depth), "comparing values recurses, and stacks are short")
        precondition((1...1 << 30).contains(values), "indices of values are kept in 32 bits")
        self.bytes = bytes
        self.depth = depth
        self.values = values
    }
}

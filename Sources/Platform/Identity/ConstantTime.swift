extension Span<UInt8> {
    /// Compares every byte, wherever the first difference is: the time tells a guesser only whether
    /// the length was right.
    public func isEqualInConstantTime(to other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var difference: UInt8 = 0
        for index in indices { difference |= self[index] ^ other[index] }
        return difference == 0
    }
}

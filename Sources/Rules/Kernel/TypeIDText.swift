/// Prefix, underscore, suffix: what is the same for every kind, compiled once.
@usableFromInline
enum TypeIDText {
    @usableFromInline
    static func byteCount(prefix: StaticString) -> Int {
        suffixStart(prefix) + Base32.letterCount
    }

    @usableFromInline
    static func read(_ text: Span<UInt8>, prefix: StaticString) -> UInt128? {
        guard text.count == byteCount(prefix: prefix) else { return nil }
        let start = suffixStart(prefix)
        for index in 0..<prefix.utf8CodeUnitCount where text[index] != prefix.utf8Start[index] {
            return nil
        }
        if start > 0, text[start - 1] != underscore { return nil }
        return Base32.decode(text.extracting(start...))
    }

    @usableFromInline
    static func write(_ bits: UInt128, prefix: StaticString, to output: inout OutputSpan<UInt8>) {
        let byteCount = byteCount(prefix: prefix)
        precondition(output.freeCapacity >= byteCount, "no room for an identifier")
        output.withUnsafeMutableBufferPointer { memory, count in
            let text = memory.baseAddress! + count
            let start = suffixStart(prefix)
            text.update(from: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
            if start > 0 { text[start - 1] = underscore }
            Base32.encode(bits, to: text + start)
            count += byteCount
        }
    }

    /// An empty prefix has no underscore either.
    private static func suffixStart(_ prefix: StaticString) -> Int {
        assert(prefix.withUTF8Buffer { isPrefix($0) }, "a TypeID cannot start with \(prefix)")
        return prefix.utf8CodeUnitCount == 0 ? 0 : prefix.utf8CodeUnitCount + 1
    }

    static func isPrefix(_ text: some BidirectionalCollection<UInt8>) -> Bool {
        text.count <= longestPrefix && text.first != underscore && text.last != underscore
            && text.allSatisfy { $0 == underscore || ($0 >= firstLetter && $0 <= lastLetter) }
    }

    private static let longestPrefix = 63
    private static let firstLetter = UInt8(ascii: "a")
    private static let lastLetter = UInt8(ascii: "z")
    private static let underscore = UInt8(ascii: "_")
}

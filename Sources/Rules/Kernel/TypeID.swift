/// What a kind of identifier is called on the wire: "order" in `order_01h455vb4pex5vsknk084sn02q`.
public protocol TypeIDTag {
    /// At most 63 of `a`–`z` and `_`, a letter first and last; or nothing at all.
    static var prefix: StaticString { get }
}

/// A TypeID (version 0.3.0 of its specification): 128 bits, and a prefix that only the compiler
/// carries, so that an order's identifier is never taken for a store's.
///
/// Text is made where it is written and read where it comes in. Identifiers compare as their texts
/// do; those that one `UUIDv7Generator` made, in the order of their making.
@frozen
public struct TypeID<Tag: TypeIDTag>: Hashable, Sendable {
    // Two halves and not one number of 128 bits: the compiler (6.3) leaves the stack crooked where
    // such a number is handed to an asynchronous function whose arguments fill the registers.
    @usableFromInline let high: UInt64
    @usableFromInline let low: UInt64

    @inlinable
    public var bits: UInt128 { UInt128(high) << 64 | UInt128(low) }

    @inlinable
    public init(bits: UInt128) {
        high = UInt64(truncatingIfNeeded: bits >> 64)
        low = UInt64(truncatingIfNeeded: bits)
    }

    /// Nil unless `text` is, byte for byte, what `write(to:)` writes.
    @inlinable
    public init?(_ text: Span<UInt8>) {
        guard let bits = TypeIDText.read(text, prefix: Tag.prefix) else { return nil }
        self.init(bits: bits)
    }

    @inlinable
    public init?(_ text: String) {
        self.init(text.utf8.span)
    }

    /// The length of each text of this kind.
    @inlinable
    public static var byteCount: Int { TypeIDText.byteCount(prefix: Tag.prefix) }

    /// Appends the text, for which there must be room.
    @inlinable
    public func write(to output: inout OutputSpan<UInt8>) {
        TypeIDText.write(bits, prefix: Tag.prefix, to: &output)
    }
}

extension TypeID: Comparable {
    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        left.bits < right.bits
    }
}

extension TypeID: LosslessStringConvertible {
    public var description: String {
        String(mostBytes: Self.byteCount) { write(to: &$0) }
    }
}

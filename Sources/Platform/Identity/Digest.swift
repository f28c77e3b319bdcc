/// The 32 bytes that SHA-256 and HMAC-SHA-256 answer.
///
/// Comparing two takes the same time wherever they differ, so that a forger who measures learns
/// nothing of the digest that would have been right.
public struct Digest: Sendable {
    public static let byteCount = 32

    /// In the order of the bytes, whatever the processor's own order is.
    private var words: SIMD4<UInt64>

    init(_ state: SHA256.State) {
        words = unsafeBitCast(state.bigEndianLanes, to: SIMD4<UInt64>.self)
    }

    /// Nil unless there are exactly 32 bytes.
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        words = bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    public func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        withUnsafeBytes(of: words) { body(Span(_unsafeBytes: $0)) }
    }
}

extension Digest: Equatable {
    public static func == (left: Digest, right: Digest) -> Bool {
        let difference = left.words ^ right.words
        return (difference[0] | difference[1] | difference[2] | difference[3]) == 0
    }
}

extension SIMD8<UInt32> {
    fileprivate var bigEndianLanes: Self {
        var lanes = self
        for index in indices { lanes[index] = lanes[index].bigEndian }
        return lanes
    }
}

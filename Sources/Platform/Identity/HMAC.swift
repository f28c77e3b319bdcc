/// A key for HMAC-SHA-256 (RFC 2104), ready to use.
///
/// The two blocks that depend on the key alone are mixed once, here: a code then costs only the
/// message's own blocks and one more.
public struct HMACKey: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    public init(_ key: Span<UInt8>) {
        var block = SIMD64<UInt8>()
        if key.count > SIMD64<UInt8>.scalarCount {
            SHA256.digest(of: key).withBytes { Self.copy($0, to: &block) }
        } else {
            Self.copy(key, to: &block)
        }
        inner = Self.hash(startingWith: block ^ SIMD64(repeating: 0x36))
        outer = Self.hash(startingWith: block ^ SIMD64(repeating: 0x5c))
    }

    public func code(for message: Span<UInt8>) -> Digest {
        var inner = inner
        inner.update(message)
        var outer = outer
        inner.finish().withBytes { outer.update($0) }
        return outer.finish()
    }

    private static func copy(_ bytes: Span<UInt8>, to block: inout SIMD64<UInt8>) {
        for index in bytes.indices { block[index] = bytes[index] }
    }

    private static func hash(startingWith block: SIMD64<UInt8>) -> SHA256 {
        var hash = SHA256()
        withUnsafeBytes(of: block) { hash.update(Span(_unsafeBytes: $0)) }
        return hash
    }
}

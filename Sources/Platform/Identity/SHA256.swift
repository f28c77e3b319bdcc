/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
public struct SHA256: Sendable {
    /// The eight working words between blocks.
    typealias State = SIMD8<UInt32>

    private static let blockByteCount = 64
    /// The message's last block ends with its length in bits, as eight bytes.
    private static let lengthOffset = 56

    private var state: State
    private var byteCount: UInt64
    private var pending = SIMD64<UInt8>()

    private var pendingCount: Int { Int(byteCount % UInt64(Self.blockByteCount)) }

    public init() {
        // The fractional parts of the square roots of the first eight primes.
        state = State(
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
            0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
        byteCount = 0
    }

    public static func digest(of message: Span<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(message)
        return hash.finish()
    }

    public mutating func update(_ message: Span<UInt8>) {
        message.withUnsafeBytes { bytes in
            guard var next = bytes.baseAddress else { return }
            var left = bytes.count
            let held = pendingCount
            byteCount += UInt64(left)

            if held > 0 {
                let taken = min(left, Self.blockByteCount - held)
                hold(next, count: taken, at: held)
                guard held + taken == Self.blockByteCount else { return }
                compressPending()
                next += taken
                left -= taken
            }
            let (blockCount, rest) = left.quotientAndRemainder(dividingBy: Self.blockByteCount)
            SHA256Compression.mix(next, blockCount: blockCount, into: &state)
            hold(next + left - rest, count: rest, at: 0)
        }
    }

    public consuming func finish() -> Digest {
        let bitCount = (byteCount * 8).bigEndian
        var held = pendingCount
        pending[held] = 0x80
        held += 1
        if held > Self.lengthOffset {
            zeroPending(from: held)
            compressPending()
            held = 0
        }
        zeroPending(from: held)
        withUnsafeMutableBytes(of: &pending) { block in
            block.storeBytes(of: bitCount, toByteOffset: Self.lengthOffset, as: UInt64.self)
        }
        compressPending()
        return Digest(state)
    }

    private mutating func hold(_ bytes: UnsafeRawPointer, count: Int, at offset: Int) {
        withUnsafeMutableBytes(of: &pending) { block in
            (block.baseAddress! + offset).copyMemory(from: bytes, byteCount: count)
        }
    }

    private mutating func zeroPending(from offset: Int) {
        withUnsafeMutableBytes(of: &pending) { block in
            _ = (block.baseAddress! + offset).initializeMemory(
                as: UInt8.self, repeating: 0, count: block.count - offset)
        }
    }

    private mutating func compressPending() {
        withUnsafeBytes(of: pending) { block in
            SHA256Compression.mix(block.baseAddress!, blockCount: 1, into: &state)
        }
    }
}

import Glibc

/// Randomness that nobody can foretell, from the kernel (getrandom), a buffer at a time.
///
/// Copies draw from one buffer, for a copy of a buffer would give the same secrets twice. Not
/// `Sendable`: each loop or lock has one of its own.
public struct SecureRandom: RandomNumberGenerator {
    private let buffer = Buffer()

    public init() {}

    public mutating func next() -> UInt64 {
        buffer.next()
    }

    private final class Buffer {
        /// 256 bytes, the most that the kernel gives in one piece, never interrupted.
        private var words = InlineArray<32, UInt64>(repeating: 0)
        private var unused = 0

        func next() -> UInt64 {
            if unused == 0 { refill() }
            unused -= 1
            let word = words[unused]
            // What was given must not be found in a core dump.
            words[unused] = 0
            return word
        }

        private func refill() {
            let isFilled = withUnsafeMutableBytes(of: &words) {
                getentropy($0.baseAddress!, $0.count) == 0
            }
            precondition(isFilled, "the kernel gave no randomness")
            unused = words.count
        }
    }
}

/// Base64 in the alphabet for URLs, without padding (RFC 4648, section 5), as JWTs use it.
///
/// Each text is the code of at most one run of bytes and each run has exactly one: padding, white
/// space and stray bits behind the last byte are refused, so that no token has a twin.
enum Base64URL {
    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The six bits that each byte stands for as a letter; `notALetter` if it is none.
    private static let values = (0...UInt8.max).map { byte in
        letters.firstIndex(of: byte).map { UInt8($0) } ?? notALetter
    }

    private static let notALetter: UInt8 = 0xff

    static func encodedCount(of byteCount: Int) -> Int {
        (byteCount * 4 + 2) / 3
    }

    static func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
        text.reserveCapacity(text.count + encodedCount(of: bytes.count))
        var bits: UInt32 = 0
        var bitCount = 0
        for index in bytes.indices {
            bits = bits << 8 | UInt32(bytes[index])
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(letters[Int(bits >> bitCount & 63)])
            }
        }
        if bitCount > 0 { text.append(letters[Int(bits << (6 - bitCount) & 63)]) }
    }

    static func encode(_ bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return text
    }

    /// Nil for a text that is not the code of any bytes.
    static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        let rest = text.count % 4
        // One letter over is six bits: not a byte.
        guard rest != 1 else { return nil }
        var isCode = false
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count * 3 / 4) { output, count in
            text.withUnsafeBufferPointer { text in
                values.withUnsafeBufferPointer { values in
                    isCode = decode(text, rest: rest, values, into: output)
                }
            }
            count = output.count
        }
        return isCode ? bytes : nil
    }

    /// Groups of four letters are three bytes; a rest of two or three, one or two.
    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>, rest: Int, _ values: UnsafeBufferPointer<UInt8>,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        var seen: UInt8 = 0
        func bits(from start: Int, count: Int) -> UInt32 {
            var bits: UInt32 = 0
            for index in start..<start + count {
                let value = values[Int(text[index])]
                // All or-ed together: one test at the end instead of one a letter.
                seen |= value
                bits = bits << 6 | UInt32(value)
            }
            return bits
        }

        var next = 0
        let restStart = text.count - rest
        for start in stride(from: 0, to: restStart, by: 4) {
            let group = bits(from: start, count: 4)
            output[next] = UInt8(truncatingIfNeeded: group >> 16)
            output[next + 1] = UInt8(truncatingIfNeeded: group >> 8)
            output[next + 2] = UInt8(truncatingIfNeeded: group)
            next += 3
        }
        let group = bits(from: restStart, count: rest) << (6 * (4 - rest))
        var strayBits = group
        for index in next..<output.count {
            output[index] = UInt8(truncatingIfNeeded: strayBits >> 16)
            strayBits = strayBits << 8 & 0xff_ffff
        }
        return seen < notALetter && strayBits == 0
    }
}

/// Base64 in the alphabet for URLs, without padding (RFC 4648, section 5), as JWTs use it.
///
/// Each text is the code of at most one run of bytes and each run has exactly one: padding, white
/// space and stray bits behind the last byte are refused, so that no token has a twin.
enum Base64URL {
    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The six bits that each letter stands for; `notALetter` for the other bytes.
    private static let values = {
        var values = InlineArray<256, UInt8>(repeating: notALetter)
        for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

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

    /// Nil for a text that is not the code of any bytes.
    static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        let rest = text.count % 4
        // One letter over is six bits: not a byte.
        guard rest != 1 else { return nil }
        let restStart = text.count - rest
        let strayBitCount = rest == 3 ? 2 : 4
        var isCode = false
        let bytes = [UInt8](capacity: text.count * 3 / 4) { output in
            var reader = Reader()
            for index in stride(from: 0, to: restStart, by: 4) {
                let bits = reader.bits(of: text, from: index, to: index + 4)
                output.append(UInt8(truncatingIfNeeded: bits >> 16))
                output.append(UInt8(truncatingIfNeeded: bits >> 8))
                output.append(UInt8(truncatingIfNeeded: bits))
            }
            let bits = reader.bits(of: text, from: restStart, to: text.count)
            if rest == 3 { output.append(UInt8(truncatingIfNeeded: bits >> 10)) }
            if rest > 0 { output.append(UInt8(truncatingIfNeeded: bits >> strayBitCount)) }
            isCode = reader.sawOnlyLetters && bits & ((1 << strayBitCount) - 1) == 0
        }
        return isCode ? bytes : nil
    }

    private struct Reader {
        /// All values or-ed together: one test at the end instead of one a letter.
        private var seen: UInt8 = 0

        var sawOnlyLetters: Bool { seen < notALetter }

        @inline(__always)
        mutating func bits(of text: Span<UInt8>, from start: Int, to end: Int) -> UInt32 {
            var bits: UInt32 = 0
            for index in start..<end {
                let value = values[Int(text[index])]
                seen |= value
                bits = bits << 6 | UInt32(value)
            }
            return bits
        }
    }
}

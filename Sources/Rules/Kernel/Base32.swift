/// 128 bits as 26 letters in Crockford's alphabet, lower case only, none read for another: the suffix
/// of a TypeID. The first letter carries three bits, the others five.
///
/// Eight letters are 40 bits, so the letters fall into a group of two and three groups of eight.
enum Base32 {
    static let letterCount = 26

    static func encode(_ bits: UInt128, to memory: UnsafeMutableRawPointer) {
        let first = UInt16(truncatingIfNeeded: letters(for: UInt64(bits >> 120)))
        memory.storeBytes(of: first.bigEndian, as: UInt16.self)
        for group in 0..<3 {
            let letters = letters(for: UInt64(truncatingIfNeeded: bits >> (80 - 40 * group)))
            memory.storeBytes(
                of: letters.bigEndian, toByteOffset: 2 + 8 * group, as: UInt64.self)
        }
    }

    /// Nil unless `text` is 26 letters that say no more than 128 bits.
    static func decode(_ text: Span<UInt8>) -> UInt128? {
        guard text.count == letterCount, text[0] < UInt8(ascii: "8") else { return nil }
        var seen: UInt8 = 0
        func group(_ indices: Range<Int>) -> UInt128 {
            var bits: UInt64 = 0
            for index in indices {
                let value = values[Int(text[index])]
                seen |= value
                bits = bits << 5 | UInt64(value)
            }
            return UInt128(bits)
        }
        let bits = group(0..<2) << 120 | group(2..<10) << 80 | group(10..<18) << 40 | group(18..<26)
        return seen < notALetter ? bits : nil
    }

    // MARK: - From bits to letters

    /// The letters for the lowest 40 bits, the last in the lowest byte: the bits are dealt out to
    /// eight bytes by halves, and all eight turn into letters at once.
    private static func letters(for bits: UInt64) -> UInt64 {
        let twenties = bits & 0xf_ffff | (bits & 0xff_fff0_0000) << 12
        let tens = twenties & 0x3ff_0000_03ff | (twenties & 0xf_fc00_000f_fc00) << 6
        let fives = tens & 0x1f_001f_001f_001f | (tens & 0x3e0_03e0_03e0_03e0) << 3
        // From 0 to 9, from a to z; i, l, o and u are left out.
        let afterDigits: UInt64 = 0x61 - 0x30 - 10
        return fives &+ every(0x30)
            &+ lanes(of: fives, from: 10) &* afterDigits
            &+ lanes(of: fives, from: 18) &+ lanes(of: fives, from: 20)
            &+ lanes(of: fives, from: 22) &+ lanes(of: fives, from: 27)
    }

    /// A one in each byte whose value is `least` or more.
    private static func lanes(of fives: UInt64, from least: UInt64) -> UInt64 {
        (fives &+ every(0x80 - least)) >> 7 & every(1)
    }

    private static func every(_ byte: UInt64) -> UInt64 {
        byte &* 0x0101_0101_0101_0101
    }

    // MARK: - From letters to bits

    private static let notALetter: UInt8 = 0xff

    /// The five bits that each letter stands for; `notALetter` for the other bytes.
    private static let values = {
        let letters: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"
        var values = InlineArray<256, UInt8>(repeating: notALetter)
        for value in 0..<32 { values[Int(letters.utf8Start[value])] = UInt8(value) }
        return values
    }()
}

extension JSONOutput {
    @usableFromInline
    mutating func write(_ value: Int64) {
        reserve(JSONOutput.longestInteger)
        if value < 0 {
            next[0] = UInt8(ascii: "-")
            next += 1
        }
        writeDigits(value.magnitude)
        writeComma()
    }

    @usableFromInline
    mutating func write(_ value: UInt64) {
        reserve(JSONOutput.longestInteger)
        writeDigits(value)
        writeComma()
    }

    /// The shortest text that reads back as the same number. JSON has no word for NaN or an infinity,
    /// so to write one is a bug.
    @usableFromInline
    mutating func write(_ value: Double) {
        precondition(value.isFinite, "JSON cannot say \(value)")
        reserve(JSONOutput.longestInteger + 5)
        if !writeFewDecimals(value) {
            var text = value.description
            text.withUTF8 { digits in
                next.update(from: digits.baseAddress!, count: digits.count)
                next += digits.count
            }
        }
        writeComma()
    }

    /// Sign, twenty digits, comma, and room for a last store of eight bytes.
    private static var longestInteger: Int { 30 }

    private mutating func writeComma() {
        next[0] = UInt8(ascii: ",")
        next += 1
    }

    /// Most of our fractions (ratings, metres, rates) have one to three decimals, and for them the
    /// general algorithm can be skipped: if the whole number `thousandths / 1000` is `value`, its
    /// digits read back as `value`, and with at most 15 digits no other text as short does.
    private mutating func writeFewDecimals(_ value: Double) -> Bool {
        guard value.magnitude < 1e11 else { return false }
        let thousandths = Int64(value.magnitude * 1000 + 0.5)
        guard Double(thousandths) / 1000 == value.magnitude else { return false }
        if value.sign == .minus {
            next[0] = UInt8(ascii: "-")
            next += 1
        }
        let (whole, fraction) = UInt64(thousandths).quotientAndRemainder(dividingBy: 1000)
        writeDigits(whole)
        next[0] = UInt8(ascii: ".")
        let digits = JSONOutput.eightDigits(fraction) >> 40
        UnsafeMutableRawPointer(next + 1).storeBytes(
            of: UInt32(truncatingIfNeeded: digits).littleEndian, as: UInt32.self)
        next += fraction % 100 == 0 ? 2 : fraction % 10 == 0 ? 3 : 4
        return true
    }

    // MARK: - Digits

    private mutating func writeDigits(_ value: UInt64) {
        guard value >= 100_000_000 else { return writeLeading(value) }
        let (high, low) = value.quotientAndRemainder(dividingBy: 100_000_000)
        writeDigits(high)
        storeEight(JSONOutput.eightDigits(low))
        next += 8
    }

    /// At most eight digits, without the zeros before them.
    private mutating func writeLeading(_ value: UInt64) {
        let digits = JSONOutput.eightDigits(value)
        let zeros = min((digits ^ 0x3030_3030_3030_3030).trailingZeroBitCount >> 3, 7)
        storeEight(digits >> (8 * zeros))
        next += 8 - zeros
    }

    private func storeEight(_ digits: UInt64) {
        UnsafeMutableRawPointer(next).storeBytes(of: digits.littleEndian, as: UInt64.self)
    }

    /// The eight decimal digits of a number below 100,000,000, first digit in the lowest byte: split
    /// into two fours, four twos and eight ones, all lanes of a step at once.
    private static func eightDigits(_ value: UInt64) -> UInt64 {
        let fours = value / 10_000 | (value % 10_000) << 32
        let hundreds = (fours &* 10_486) >> 20 & 0x7F_0000_007F
        let twos = hundreds | (fours &- hundreds &* 100) << 16
        let tens = (twos &* 103) >> 10 & 0x000F_000F_000F_000F
        let ones = tens | (twos &- tens &* 10) << 8
        return ones | 0x3030_3030_3030_3030
    }
}

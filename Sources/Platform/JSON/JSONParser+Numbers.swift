extension JSONParser {
    /// A number. Written as an integer (no fraction, no exponent) and within 64 bits it is kept
    /// exactly; any other becomes the nearest double, and is refused when that is infinite.
    mutating func number() throws(JSONError) {
        let first = at
        let isNegative = at[0] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        var significand: UInt64 = 0
        let wholeDigits = skipDigits(&significand)
        guard wholeDigits > 0, wholeDigits == 1 || first[isNegative ? 1 : 0] != UInt8(ascii: "0")
        else { throw flaw(.invalidNumber) }

        if at[0] == UInt8(ascii: ".") || at[0] | 0x20 == UInt8(ascii: "e") {
            return try fraction(first, significand, wholeDigits)
        }
        guard wholeDigits < 19 else { return try longInteger(first) }
        try tape.append(.integer, second: isNegative ? 0 &- significand : significand)
    }

    /// How many digits there were. Beyond 19 of them the value has wrapped around.
    @inline(__always)
    private mutating func skipDigits(_ value: inout UInt64) -> Int {
        let first = at
        while true {
            let digit = at[0] &- UInt8(ascii: "0")
            guard digit < 10 else { return at - first }
            value = value &* 10 &+ UInt64(digit)
            at += 1
        }
    }

    private mutating func longInteger(_ first: UnsafeMutablePointer<UInt8>) throws(JSONError) {
        let text = self.text(from: first)
        if let value = Int64(text) {
            try tape.append(.integer, second: UInt64(bitPattern: value))
        } else if let value = UInt64(text) {
            try tape.append(.unsigned, second: value)
        } else {
            try double(Double(text), first)
        }
    }

    private mutating func fraction(
        _ first: UnsafeMutablePointer<UInt8>, _ whole: UInt64, _ wholeDigits: Int
    ) throws(JSONError) {
        var significand = whole
        var decimals = 0
        if at[0] == UInt8(ascii: ".") {
            at += 1
            decimals = skipDigits(&significand)
            guard decimals > 0 else { throw flaw(.invalidNumber) }
        }
        var exponent = 0
        if at[0] | 0x20 == UInt8(ascii: "e") { exponent = try self.exponent() }

        let isExact = wholeDigits + decimals <= 19 && significand <= 1 << 53
        guard isExact, let power = JSONParser.powerOfTen(exponent - decimals) else {
            return try double(Double(text(from: first)), first)
        }
        let magnitude =
            exponent < decimals ? Double(significand) / power : Double(significand) * power
        try double(first[0] == UInt8(ascii: "-") ? -magnitude : magnitude, first)
    }

    /// Saturated: whether it is ten thousand or a million makes no difference.
    private mutating func exponent() throws(JSONError) -> Int {
        at += 1
        let isNegative = at[0] == UInt8(ascii: "-")
        if isNegative || at[0] == UInt8(ascii: "+") { at += 1 }
        var magnitude: UInt64 = 0
        let digits = skipDigits(&magnitude)
        guard digits > 0 else { throw flaw(.invalidNumber) }
        let bounded = digits > 18 ? 10_000 : Int(min(magnitude, 10_000))
        return isNegative ? -bounded : bounded
    }

    private mutating func double(
        _ value: Double?, _ first: UnsafeMutablePointer<UInt8>
    ) throws(JSONError) {
        guard let value, value.isFinite else {
            throw .malformed(.numberOutOfRange, byteOffset: first - text)
        }
        try tape.append(.double, second: value.bitPattern)
    }

    private func text(from first: UnsafeMutablePointer<UInt8>) -> String {
        String(decoding: UnsafeBufferPointer(start: first, count: at - first), as: UTF8.self)
    }

    /// 10 to the `exponent`, or to its negative, if a double has it exactly. Up to 2^53 a significand
    /// is exact too, and then one multiplication or division rounds but once: correctly.
    private static func powerOfTen(_ exponent: Int) -> Double? {
        let magnitude = exponent.magnitude
        guard magnitude <= 22 else { return nil }
        return powersOfTen[Int(magnitude)]
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}

public import JSON

/// The name of a whole trace: 16 bytes, not all zero, shown as 32 hexadecimal digits.
public struct TraceID: Hashable, Sendable, CustomStringConvertible {
    let high: UInt64
    let low: UInt64

    /// Nil for zero, which names nothing.
    public init?(high: UInt64, low: UInt64) {
        guard high | low != 0 else { return nil }
        self.high = high
        self.low = low
    }

    public var description: String {
        String(decoding: Hex.digits(of: high) + Hex.digits(of: low), as: UTF8.self)
    }
}

/// The name of one span of a trace: 8 bytes, not all zero.
public struct SpanID: Hashable, Sendable, CustomStringConvertible {
    let bits: UInt64

    public init?(_ bits: UInt64) {
        guard bits != 0 else { return nil }
        self.bits = bits
    }

    public var description: String {
        String(decoding: Hex.digits(of: bits), as: UTF8.self)
    }
}

extension TraceID: JSONWritable {
    public func write(to json: consuming JSONWriter) {
        var digits = InlineArray<32, UInt8>(repeating: 0)
        for index in 0..<16 {
            digits[index] = Hex.digit(high, index)
            digits[index + 16] = Hex.digit(low, index)
        }
        json.string(UTF8Span(unchecked: digits.span))
    }
}

extension SpanID: JSONWritable {
    public func write(to json: consuming JSONWriter) {
        var digits = InlineArray<16, UInt8>(repeating: 0)
        for index in 0..<16 { digits[index] = Hex.digit(bits, index) }
        json.string(UTF8Span(unchecked: digits.span))
    }
}

/// Numbers as hexadecimal digits, in lower case as both OTLP and W3C have them.
enum Hex {
    /// The digit at `index`, of sixteen, counted from the front.
    static func digit(_ bits: UInt64, _ index: Int) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: bits >> UInt64(60 - 4 * index)) & 0xF
        return value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }

    static func digits(of bits: UInt64) -> [UInt8] {
        (0..<16).map { digit(bits, $0) }
    }

    /// Nil when one of the octets is no digit, or a digit in upper case.
    static func number(_ octets: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64? {
        var bits: UInt64 = 0
        for index in range {
            let digit = octets[index] &- UInt8(ascii: "0")
            let letter = octets[index] &- UInt8(ascii: "a")
            guard digit < 10 || letter < 6 else { return nil }
            bits = bits << 4 | UInt64(digit < 10 ? digit : letter &+ 10)
        }
        return bits
    }
}

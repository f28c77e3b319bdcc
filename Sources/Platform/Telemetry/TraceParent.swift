/// The text of `traceparent`: `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`, that is
/// version, trace, span and flags.
struct TraceParent {
    static let length = 55

    private static let dash = UInt8(ascii: "-")

    let traceID: TraceID
    let spanID: SpanID
    let isSampled: Bool

    /// Strict about version 00. A later version may have more behind its flags, and is read as far
    /// as it is known; ff is none.
    init?(parsing text: UnsafeBufferPointer<UInt8>) {
        guard text.count >= Self.length,
            text[2] == Self.dash, text[35] == Self.dash, text[52] == Self.dash,
            let version = Hex.number(text, 0..<2), version != 0xff,
            text.count == Self.length || version > 0 && text[Self.length] == Self.dash,
            let high = Hex.number(text, 3..<19), let low = Hex.number(text, 19..<35),
            let span = Hex.number(text, 36..<52), let flags = Hex.number(text, 53..<55),
            let traceID = TraceID(high: high, low: low), let spanID = SpanID(span)
        else { return nil }
        self.traceID = traceID
        self.spanID = spanID
        isSampled = flags & 1 == 1
    }

    /// Of all flags only the one that is known is passed on.
    static func write(_ context: TraceContext, to text: UnsafeMutableBufferPointer<UInt8>) {
        let zero = UInt8(ascii: "0")
        text[0] = zero
        text[1] = zero
        text[2] = dash
        for index in 0..<16 {
            text[3 + index] = Hex.digit(context.traceID.high, index)
            text[19 + index] = Hex.digit(context.traceID.low, index)
            text[36 + index] = Hex.digit(context.spanID.bits, index)
        }
        text[35] = dash
        text[52] = dash
        text[53] = zero
        text[54] = context.isSampled ? zero + 1 : zero
    }
}

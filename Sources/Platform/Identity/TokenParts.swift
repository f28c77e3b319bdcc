/// Where the dots of a token are: `header.payload.signature`.
struct TokenParts {
    static let separator = UInt8(ascii: ".")
    private static let signatureCount = Base64URL.encodedCount(of: Digest.byteCount)

    let header: Range<Int>
    let payload: Range<Int>
    let signature: Range<Int>

    /// What the signature is made of.
    var signed: Range<Int> { 0..<payload.upperBound }

    /// The last dot is found by counting: all our signatures are of one length. One dot more would
    /// be in the payload, where base64url has none.
    init?(_ text: Span<UInt8>) {
        let lastDot = text.count - Self.signatureCount - 1
        guard lastDot > 0, text[lastDot] == Self.separator,
            let firstDot = (0..<lastDot).first(where: { text[$0] == Self.separator })
        else { return nil }
        header = 0..<firstDot
        payload = firstDot + 1..<lastDot
        signature = lastDot + 1..<text.count
    }
}

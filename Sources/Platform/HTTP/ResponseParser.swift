/// The head of a response, parsed as strictly as a request's: a server may be hostile too.
struct ResponseHead {
    var status: Status
    var fields: Fields
    var framing: Framing
    var isKeepAlive: Bool
}

enum ResponseParser {
    static func canBegin(with octet: UInt8) -> Bool {
        octet == UInt8(ascii: "H")
    }

    /// `head` is the whole of it, `octets` where its fields will stand, as with `RequestParser`.
    static func parse(
        _ head: UnsafeBufferPointer<UInt8>, into octets: inout [UInt8], answering method: Method
    ) throws(MessageError) -> ResponseHead {
        let (status, minorVersion, end) = try statusLine(head)
        var noted = FramingFields()
        var count = 0
        let most = PackedFields.mostBytes(ofLines: head.count - end)
        try octets.write(atMost: most) { writer throws(MessageError) in
            count = try FieldSection.parse(head, from: end, into: &writer, noting: &noted)
        }
        if minorVersion == 0, noted.transferEncodings > 0 { throw .malformedTransferEncoding }
        // Read in any case: a head that contradicts itself is refused even where no body follows.
        let explicit = try noted.explicitFraming()
        let hasNoBody = status.forbidsBody || method == .head
        let framing = hasNoBody ? Framing.none : explicit ?? .untilClose
        let staysOpen = minorVersion == 1 ? !noted.saysClose : noted.saysKeepAlive
        return ResponseHead(
            status: status, fields: Fields(octets: octets, start: 0, count: count),
            framing: framing,
            isKeepAlive: staysOpen && !noted.saysClose && framing != .untilClose)
    }

    /// HTTP-version SP 3DIGIT SP [ reason ] CR LF
    private static func statusLine(
        _ octets: UnsafeBufferPointer<UInt8>
    ) throws(MessageError) -> (status: Status, minorVersion: UInt8, end: Int) {
        guard octets.count >= 15, UnsafeBufferPointer(rebasing: octets[..<5]).equals("HTTP/"),
            Octet.isDigit(octets[5]), octets[6] == Octet.dot, Octet.isDigit(octets[7]),
            octets[8] == Octet.space
        else { throw .malformedStartLine }
        let minorVersion = octets[7] - Octet.zero
        guard octets[5] == UInt8(ascii: "1"), minorVersion <= 1 else { throw .unsupportedVersion }
        let digits = octets[9..<12]
        guard digits.allSatisfy(Octet.isDigit),
            let status = Status(code: digits.reduce(0) { $0 * 10 + Int($1 - Octet.zero) })
        else { throw .malformedStartLine }
        var end = 12
        // The space before an absent reason is often left out; that much is forgiven.
        guard octets[end] == Octet.space || octets[end] == Octet.carriageReturn else {
            throw .malformedStartLine
        }
        end = octets.endOfFieldContent(from: end)
        guard octets[end] == Octet.carriageReturn, octets[end + 1] == Octet.lineFeed else {
            throw .malformedStartLine
        }
        return (status, minorVersion, end + 2)
    }
}

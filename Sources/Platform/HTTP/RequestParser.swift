/// The head of a request, parsed and found unambiguous.
struct RequestHead {
    /// Its body has still to be begun.
    var request: Request
    var framing: Framing
    var isKeepAlive: Bool
    var expectsContinue: Bool
    /// Decides what may be sent back: HTTP/1.0 knows no chunks.
    var minorVersion: UInt8
}

/// Parses the head of a request (RFC 9112), strictly: what is not clearly right is refused.
enum RequestParser {
    private struct StartLine {
        var method: Method
        /// As it was found, and where it has its parts.
        var text: UnsafeBufferPointer<UInt8>
        var target: TargetParser.Found
        var minorVersion: UInt8
        var end: Int
    }

    /// `head` is the whole of it, with its empty line. `octets` is where target and fields will
    /// stand: empty, and the caller's to use again when the request is gone.
    static func parse(
        _ head: UnsafeBufferPointer<UInt8>, into octets: inout [UInt8]
    ) throws(MessageError) -> RequestHead {
        let line = try startLine(head)
        var framing = FramingFields()
        var count = 0
        let most = line.text.count + PackedFields.mostBytes(ofLines: head.count - line.end)
        try octets.write(atMost: most) { writer throws(MessageError) in
            writer.write(line.text)
            count = try FieldSection.parse(head, from: line.end, into: &writer, noting: &framing)
        }
        try checkHost(framing, line)
        if line.minorVersion == 0, framing.transferEncodings > 0 {
            throw .malformedTransferEncoding
        }
        let isKeepAlive = line.minorVersion == 1 ? !framing.saysClose : framing.saysKeepAlive
        return RequestHead(
            request: Request(
                line.method,
                Target(octets: octets, path: line.target.path, query: line.target.query),
                fields: Fields(octets: octets, start: line.text.count, count: count)),
            framing: try framing.explicitFraming() ?? Framing.none,
            isKeepAlive: isKeepAlive && !framing.saysClose,
            expectsContinue: framing.expectsContinue && line.minorVersion == 1,
            minorVersion: line.minorVersion)
    }

    /// Whether a request can begin with this octet: tells a TLS hello at its first byte.
    static func canBegin(with octet: UInt8) -> Bool {
        // A carriage return may be the first half of the empty line that is forgiven.
        OctetClass.token.contains(octet) || octet == Octet.carriageReturn
    }

    /// method SP request-target SP HTTP-version CR LF, with single spaces.
    private static func startLine(
        _ octets: UnsafeBufferPointer<UInt8>
    ) throws(MessageError) -> StartLine {
        let token = OctetClass.token
        var methodEnd = 0
        while token.contains(octets[methodEnd]) { methodEnd += 1 }
        guard methodEnd > 0, octets[methodEnd] == Octet.space else { throw .malformedStartLine }
        var targetEnd = methodEnd + 1
        while octets[targetEnd] > Octet.space { targetEnd += 1 }
        guard octets[targetEnd] == Octet.space else { throw .malformedStartLine }
        let version = UnsafeBufferPointer(rebasing: octets[(targetEnd + 1)...])
        let minorVersion = try minorVersion(version)
        let name = UnsafeBufferPointer(rebasing: octets[..<methodEnd])
        guard let method = Method(name) else { throw .unknownMethod }
        let text = UnsafeBufferPointer(rebasing: octets[(methodEnd + 1)..<targetEnd])
        return StartLine(
            method: method, text: text, target: try TargetParser.parse(text, method: method),
            minorVersion: minorVersion, end: targetEnd + 11)
    }

    /// `HTTP/1.1` or `HTTP/1.0` and the end of the line.
    static func minorVersion(_ octets: UnsafeBufferPointer<UInt8>) throws(MessageError) -> UInt8 {
        guard octets.count >= 10, UnsafeBufferPointer(rebasing: octets[..<5]).equals("HTTP/"),
            Octet.isDigit(octets[5]), octets[6] == Octet.dot, Octet.isDigit(octets[7]),
            octets[8] == Octet.carriageReturn, octets[9] == Octet.lineFeed
        else { throw .malformedStartLine }
        let minor = octets[7] - Octet.zero
        guard octets[5] == UInt8(ascii: "1"), minor <= 1 else { throw .unsupportedVersion }
        return minor
    }

    private static func checkHost(
        _ framing: FramingFields, _ line: StartLine
    ) throws(MessageError) {
        guard framing.hosts <= 1 else { throw .malformedHost }
        let stated = line.target.authority.map {
            UnsafeBufferPointer(rebasing: line.text[Int($0.lowerBound)..<Int($0.upperBound)])
        }
        if let stated, !HostField.isValid(stated) { throw .malformedTarget }
        guard framing.hosts == 1 else {
            if line.minorVersion == 1 { throw .malformedHost }
            return
        }
        guard HostField.isValid(framing.host) else { throw .malformedHost }
        guard let stated else { return }
        let isSame = stated.lazy.map(Octet.lowercased).elementsEqual(
            framing.host.lazy.map(Octet.lowercased))
        // RFC 9112 lets the target win; a reader before us may have believed the field.
        guard isSame else { throw .malformedHost }
    }
}

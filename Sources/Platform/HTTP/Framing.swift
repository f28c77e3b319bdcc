/// How the end of a body is found (RFC 9112, 6.3).
enum Framing: Equatable {
    case none
    case length(Int)
    case chunked
    /// Responses only: all that comes until the server closes.
    case untilClose
}

/// The fields that decide about framing and the connection, noted while the fields are parsed.
struct FramingFields {
    /// Of a message's `Connection` fields together; a forwarder compares every field with each.
    static let mostConnectionOptions = 32
    private static let mostTransferCodings = 32

    var contentLengths = 0
    var contentLength = 0
    var transferEncodings = 0
    var isChunked = false
    var hosts = 0
    /// Where it was found: valid as long as the head is.
    var host = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var expectsContinue = false
    private var connectionOptions = 0
    var saysClose = false
    var saysKeepAlive = false

    /// The framing both kinds of message share; nil when no field says anything.
    func explicitFraming() throws(MessageError) -> Framing? {
        if transferEncodings > 0 {
            guard contentLengths == 0 else { throw .ambiguousLength }
            guard transferEncodings == 1, isChunked else { throw .malformedTransferEncoding }
            return .chunked
        }
        guard contentLengths > 0 else { return nil }
        // Even equal repetitions are refused: an intermediary may have believed the other one.
        guard contentLengths == 1 else { throw .malformedContentLength }
        return contentLength == 0 ? Framing.none : .length(contentLength)
    }

    /// Looks at one field; names are in lower case already.
    mutating func note(
        _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>
    ) throws(MessageError) {
        switch name.count {
        case 4 where name.equals("host"):
            hosts += 1
            host = value
        case 6 where name.equals("expect"):
            guard value.equalsIgnoringCase("100-continue") else { throw .unknownExpectation }
            expectsContinue = true
        case 10 where name.equals("connection"):
            try noteConnection(value)
        case 14 where name.equals("content-length"):
            contentLengths += 1
            contentLength = try Self.decimal(value)
        case 17 where name.equals("transfer-encoding"):
            transferEncodings += 1
            try noteTransferEncoding(value)
        default: break
        }
    }

    private mutating func noteConnection(
        _ value: UnsafeBufferPointer<UInt8>
    ) throws(MessageError) {
        connectionOptions += value.listElementCount
        guard connectionOptions <= Self.mostConnectionOptions else {
            throw .tooManyConnectionOptions
        }
        // By far the commonest, and not worth a list.
        if value.equalsIgnoringCase("keep-alive") {
            saysKeepAlive = true
            return
        }
        for option in value.listElements {
            if option.equalsIgnoringCase("close") { saysClose = true }
            if option.equalsIgnoringCase("keep-alive") { saysKeepAlive = true }
        }
    }

    /// `chunked`, once, alone. A coding we know but cannot undo is 501; chunked anywhere else than
    /// at the end, or twice, cannot be framed and is 400.
    private mutating func noteTransferEncoding(
        _ value: UnsafeBufferPointer<UInt8>
    ) throws(MessageError) {
        guard value.listElementCount <= Self.mostTransferCodings else {
            throw .malformedTransferEncoding
        }
        let codings = value.listElements
        guard let last = codings.last else { throw .malformedTransferEncoding }
        let chunkedCount = codings.count { $0.equalsIgnoringCase("chunked") }
        guard chunkedCount <= 1 else { throw .malformedTransferEncoding }
        if chunkedCount == 1, !last.equalsIgnoringCase("chunked") {
            throw .malformedTransferEncoding
        }
        guard chunkedCount == 1, codings.count == 1 else { throw .unsupportedTransferCoding }
        isChunked = true
    }

    /// 1*DIGIT and nothing else: no sign, no list, no hexadecimal, nothing beyond an Int.
    private static func decimal(_ value: UnsafeBufferPointer<UInt8>) throws(MessageError) -> Int {
        guard !value.isEmpty else { throw .malformedContentLength }
        var number = 0
        for octet in value {
            guard Octet.isDigit(octet) else { throw .malformedContentLength }
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(octet - Octet.zero))
            guard !overflow, !carry else { throw .malformedContentLength }
            number = sum
        }
        return number
    }
}

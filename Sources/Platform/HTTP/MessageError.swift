/// What is wrong with a message that came over the wire: a closed set, so that one switch decides
/// what is answered.
public enum MessageError: Error, Equatable, Sendable {
    case malformedStartLine
    case unsupportedVersion
    case unknownMethod
    case malformedTarget
    case startLineTooLong
    case headTooLarge
    case tooManyFields
    case bareLineFeed
    case malformedField
    case malformedHost
    case malformedContentLength
    case tooManyConnectionOptions
    case ambiguousLength
    case malformedTransferEncoding
    case unsupportedTransferCoding
    case unknownExpectation
    case malformedChunk
    case malformedTrailer
    case bodyTooLarge
    case truncated

    /// What a server answers.
    public var status: Status {
        switch self {
        case .malformedStartLine, .malformedTarget, .bareLineFeed, .malformedField, .malformedHost,
            .tooManyConnectionOptions, .malformedContentLength, .ambiguousLength,
            .malformedTransferEncoding, .malformedChunk,
            .malformedTrailer, .truncated:
            .badRequest
        case .unsupportedVersion: .versionNotSupported
        case .unknownMethod, .unsupportedTransferCoding: .notImplemented
        case .startLineTooLong: .uriTooLong
        case .headTooLarge, .tooManyFields: .fieldsTooLarge
        case .unknownExpectation: .expectationFailed
        case .bodyTooLarge: .contentTooLarge
        }
    }

    /// The stable `code` of the problem that is answered.
    public var code: String {
        switch self {
        case .malformedStartLine: "malformed-start-line"
        case .unsupportedVersion: "unsupported-version"
        case .unknownMethod: "unknown-method"
        case .malformedTarget: "malformed-target"
        case .startLineTooLong: "target-too-long"
        case .headTooLarge: "fields-too-large"
        case .tooManyFields: "too-many-fields"
        case .bareLineFeed: "bare-line-feed"
        case .malformedField: "malformed-field"
        case .malformedHost: "malformed-host"
        case .tooManyConnectionOptions: "too-many-connection-options"
        case .malformedContentLength: "malformed-content-length"
        case .ambiguousLength: "ambiguous-length"
        case .malformedTransferEncoding: "malformed-transfer-encoding"
        case .unsupportedTransferCoding: "unsupported-transfer-coding"
        case .unknownExpectation: "unknown-expectation"
        case .malformedChunk: "malformed-chunk"
        case .malformedTrailer: "malformed-trailer"
        case .bodyTooLarge: "body-too-large"
        case .truncated: "truncated"
        }
    }

    /// For the person on the other side: what happened and what to do.
    public var explanation: String {
        switch self {
        case .malformedStartLine: "The first line is not of the form METHOD SP target SP HTTP/1.1."
        case .unsupportedVersion: "Only HTTP/1.1 and HTTP/1.0 are spoken here."
        case .unknownMethod: "This method is not served here."
        case .malformedTarget:
            "The request target is malformed. Percent-encode whatever is not a plain character,"
                + " and resolve dot segments before sending."
        case .startLineTooLong: "The request target is too long."
        case .headTooLarge: "The header fields are too large."
        case .tooManyFields: "There are too many header fields."
        case .bareLineFeed: "Lines end with CR LF; a lone LF was found."
        case .malformedField: "A header field is malformed."
        case .malformedHost: "An HTTP/1.1 request has exactly one valid Host field."
        case .tooManyConnectionOptions: "The Connection field names too many options."
        case .malformedContentLength: "Content-Length is one decimal number, given once."
        case .ambiguousLength: "A message has Content-Length or Transfer-Encoding, never both."
        case .malformedTransferEncoding: "Transfer-Encoding ends with one chunked coding."
        case .unsupportedTransferCoding: "Of the transfer codings only chunked is understood."
        case .unknownExpectation: "The only expectation understood is 100-continue."
        case .malformedChunk: "The chunked body is malformed."
        case .malformedTrailer: "The trailer section is malformed or too large."
        case .bodyTooLarge: "The body is larger than this server takes."
        case .truncated: "The message ended before it was complete."
        }
    }
}

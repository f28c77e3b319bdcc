/// The name of a header field, kept in its one canonical form: lower case.
public struct FieldName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    let octets: [UInt8]

    /// Nil when `text` is no token (RFC 9110, 5.1).
    public init?(_ text: String) {
        let octets = text.utf8.map(Octet.lowercased)
        guard !octets.isEmpty, octets.allSatisfy(OctetClass.token.contains) else { return nil }
        self.octets = octets
    }

    public init(stringLiteral text: String) {
        guard let name = FieldName(text) else {
            preconditionFailure("\"\(text)\" is no field name")
        }
        self = name
    }

    public var description: String { String(decoding: octets, as: UTF8.self) }

    public static let accept: FieldName = "accept"
    public static let allow: FieldName = "allow"
    public static let authorization: FieldName = "authorization"
    public static let cacheControl: FieldName = "cache-control"
    public static let connection: FieldName = "connection"
    public static let contentLength: FieldName = "content-length"
    public static let contentType: FieldName = "content-type"
    public static let date: FieldName = "date"
    public static let etag: FieldName = "etag"
    public static let expect: FieldName = "expect"
    public static let host: FieldName = "host"
    public static let ifNoneMatch: FieldName = "if-none-match"
    public static let location: FieldName = "location"
    public static let requestID: FieldName = "x-request-id"
    public static let retryAfter: FieldName = "retry-after"
    public static let te: FieldName = "te"
    public static let traceparent: FieldName = "traceparent"
    public static let tracestate: FieldName = "tracestate"
    public static let trailer: FieldName = "trailer"
    public static let transferEncoding: FieldName = "transfer-encoding"
    public static let upgrade: FieldName = "upgrade"
    public static let via: FieldName = "via"
    /// How long the caller will still wait: its deadline, sent as what is left of it, because two
    /// processes share no monotonic clock.
    public static let timeoutMilliseconds: FieldName = "timeout-milliseconds"
}

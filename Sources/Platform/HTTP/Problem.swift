public import JSON

/// A problem told to the client (RFC 9457), with a stable `code` for programs and a detail for
/// people. A handler throws it; the server makes the response.
public struct Problem: Error, Sendable {
    public var status: Status
    public var code: String
    public var detail: String
    /// Such as `Retry-After` or `Allow`.
    public var fields = Fields()
    /// What the client may quote to whoever reads the logs. It is an extension member, not the
    /// `instance` of RFC 9457: that is a URI, and there is nothing to be fetched.
    public var requestID: String?
    /// What a program needs to do better, by names of its own: the total it should have expected.
    public var figures: [(name: String, value: Int64)] = []

    public init(_ status: Status, code: String, detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    public func response() -> Response {
        let body = JSONWriter.bytes(of: self, expecting: 256)
        return Response(status, .problem, fields: fields, body: .bytes(body))
    }
}

extension Problem: JSONWritable {
    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("type", "about:blank")
            $0.field("title", "\(status.reason)")
            $0.field("status", Int(status.code))
            $0.field("code", code)
            $0.field("detail", detail)
            $0.field("requestId", ifPresent: requestID)
            for figure in figures { $0.field(named: figure.name, figure.value) }
        }
    }
}

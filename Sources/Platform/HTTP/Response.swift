public import JSON

/// What a body is. The usual types are written without building a field.
public struct ContentType: Sendable {
    let text: StaticString

    public init(_ text: StaticString) {
        self.text = text
    }

    public static let json = ContentType("application/json")
    public static let problem = ContentType("application/problem+json")
    public static let text = ContentType("text/plain; charset=utf-8")
    public static let html = ContentType("text/html; charset=utf-8")
    public static let octets = ContentType("application/octet-stream")
    public static let eventStream = ContentType("text/event-stream")
}

/// A response, received or to be sent. Length, date and connection fields are the server's work.
public struct Response: Sendable {
    public var status: Status
    /// Of the body that we send; in a response received it is one of `fields`.
    public var contentType: ContentType?
    public var fields: Fields
    public var body: Body

    public init(
        _ status: Status = .ok, _ contentType: ContentType? = nil, fields: Fields = Fields(),
        body: Body = .empty
    ) {
        self.status = status
        self.contentType = contentType
        self.fields = fields
        self.body = body
    }

    /// A value, encoded now.
    public static func json(
        _ value: some JSONWritable, _ status: Status = .ok, expecting byteCount: Int = 1024
    ) -> Response {
        let bytes = JSONWriter.bytes(of: value, expecting: byteCount)
        return Response(status, .json, body: .bytes(bytes))
    }

    public static func text(_ text: String, _ status: Status = .ok) -> Response {
        Response(status, .text, body: .bytes(Array(text.utf8)))
    }
}

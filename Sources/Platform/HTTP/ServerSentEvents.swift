/// One event of a `text/event-stream` (the WHATWG's server-sent events).
public struct ServerSentEvent: Sendable {
    public var name: String?
    public var data: String
    public var id: String?

    public init(name: String? = nil, data: String, id: String? = nil) {
        self.name = name
        self.data = data
        self.id = id
    }

    /// Names and ids are one line each: a line break in them would begin another field.
    var encoded: [UInt8] {
        var text = ""
        if let id { text += "id: \(Self.oneLine(id))\n" }
        if let name { text += "event: \(Self.oneLine(name))\n" }
        // CR LF, LF and CR all end a line there; as one Character they are each a newline.
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: Self.endsLine) {
            text += "data: \(line)\n"
        }
        return Array((text + "\n").utf8)
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { endsLine($0) ? " " : $0 })
    }

    private static func endsLine(_ character: Character) -> Bool {
        character == "\n" || character == "\r" || character == "\r\n"
    }
}

extension ResponseHead {
    /// Whether a stream of events follows, which is made to have no end.
    var bringsEvents: Bool {
        guard framing == .chunked || framing == .untilClose else { return false }
        return fields.withValue(.contentType) { value in
            let type = value.prefix { $0 != UInt8(ascii: ";") }
            return UnsafeBufferPointer(rebasing: type).trimmed
                .equalsIgnoringCase("text/event-stream")
        } ?? false
    }
}

extension Response {
    /// A stream of events. The next one is asked for when the client has taken the last: a slow
    /// reader slows its source down, and nothing piles up in between. During a silence the server
    /// writes empty comments, so that a client that is gone is found out, and the source cancelled.
    public static func events(
        _ next: @escaping @Sendable () async throws -> ServerSentEvent?
    ) -> Response {
        var response = Response(.ok, .eventStream)
        response.fields.append(.cacheControl, "no-store")
        response.body = .stream(
            BodyStream(heartbeat: Array(":\n\n".utf8)) { try await next()?.encoded })
        return response
    }
}

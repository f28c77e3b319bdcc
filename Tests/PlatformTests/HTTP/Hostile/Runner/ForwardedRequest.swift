/// A request as it reached the server behind a proxy, read with nothing forgiven.
struct ForwardedRequest: Equatable, Sendable {
    var method: String
    var target: String
    var fields: [Field]
    var body: [UInt8]
}

extension StrictReader {
    /// The next request, or nil when the peer closed between two.
    mutating func forwardedRequest() throws(Flaw) -> ForwardedRequest? {
        guard try hasMore() else { return nil }
        let line = try line(of: "the request line")
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2] == "HTTP/1.1", !words[0].isEmpty,
            words[0].utf8.allSatisfy(Field.isTokenByte),
            words[1].hasPrefix("/") || line == "OPTIONS * HTTP/1.1"
        else { throw .malformed("the request line '\(line)'") }
        let fields = try fields()
        try judge(fields)
        return ForwardedRequest(
            method: String(words[0]), target: String(words[1]), fields: fields,
            body: try requestBody(of: fields))
    }

    /// One host, one framing, and nothing that was meant for the hop before this one.
    private func judge(_ fields: [Field]) throws(Flaw) {
        guard fields["host"].count == 1, fields["host"] != [""] else {
            throw .malformed("the hosts \(fields["host"])")
        }
        guard fields["content-length"].count + fields["transfer-encoding"].count <= 1 else {
            throw .malformed("two framings")
        }
        let options = fields.members(of: "connection")
        guard options.allSatisfy({ $0 == "close" || $0 == "keep-alive" }) else {
            throw .malformed("the connection options \(options)")
        }
        for hop in ["keep-alive", "proxy-connection", "te", "trailer", "upgrade", "expect"] {
            guard fields[hop].isEmpty else { throw .malformed("\(hop), which is for one hop") }
        }
    }

    private mutating func requestBody(of fields: [Field]) throws(Flaw) -> [UInt8] {
        if let coding = fields["transfer-encoding"].first {
            guard coding == "chunked" else { throw .malformed("the coding '\(coding)'") }
            return try chunkedBody()
        }
        guard let length = fields["content-length"].first else { return [] }
        guard length.utf8.allSatisfy({ (48...57).contains($0) }), let count = Int(length) else {
            throw .malformed("the length '\(length)'")
        }
        return try body(count: count)
    }
}

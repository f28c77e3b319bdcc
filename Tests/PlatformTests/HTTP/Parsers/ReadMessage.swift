/// A message as a reader understood it. Two readers that understand the same bytes differently are
/// what smuggling is made of.
struct ReadMessage: Equatable, Sendable {
    struct Field: Equatable, Sendable {
        /// In lower case.
        var name: [UInt8]
        var value: [UInt8]
    }

    /// Method, path and query, or the status.
    var start: [String]
    var isHTTP10: Bool
    var fields: [Field]
    var body: [UInt8]
    var isChunked: Bool
    var staysOpen: Bool
    var expectsContinue: Bool
}

/// What a reader made of all the bytes of one direction of a connection.
struct Reading: Equatable, Sendable {
    enum End: Equatable, Sendable {
        /// At the end of a message, or inside of one that may yet become whole.
        case open
        case refused
    }

    var messages: [ReadMessage] = []
    var end = End.open
}

extension ReadMessage: CustomStringConvertible {
    var description: String {
        let lines = fields.map { "\(text($0.name)): \(text($0.value))" }
        return "\(start) \(lines) '\(text(body))'\(isHTTP10 ? " 1.0" : "")"
            + "\(isChunked ? " chunked" : "")\(staysOpen ? " open" : "")"
    }

    private func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}

extension ReadMessage {
    /// The message written out again in the plainest way.
    func canonicalBytes() -> [UInt8] {
        let version = isHTTP10 ? "HTTP/1.0" : "HTTP/1.1"
        let line =
            start.count > 1
            ? "\(start[0]) \(start[1])\(start.count > 2 ? "?" + start[2] : "") \(version)"
            : "\(version) \(start[0]) "
        var bytes = Array("\(line)\r\n".utf8)
        for field in fields {
            bytes += field.name + Array(": ".utf8) + field.value + Array("\r\n".utf8)
        }
        bytes += Array("\r\n".utf8)
        guard isChunked else { return bytes + body }
        if !body.isEmpty {
            bytes += Array("\(String(body.count, radix: 16))\r\n".utf8) + body + Array("\r\n".utf8)
        }
        return bytes + Array("0\r\n\r\n".utf8)
    }
}

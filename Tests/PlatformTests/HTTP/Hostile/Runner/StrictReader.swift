/// What is wrong with a message that our side sent.
enum Flaw: Error, Equatable, CustomStringConvertible {
    case malformed(String)
    /// The connection ended inside the message.
    case truncated(String)
    case reset
    case late

    var description: String {
        switch self {
        case .malformed(let what): "malformed: \(what)"
        case .truncated(let what): "ended in \(what)"
        case .reset: "reset"
        case .late: "silent past the deadline"
        }
    }
}

/// The parts of HTTP/1.1 framing, read as strictly as they may be sent.
///
/// It shares no code with the room it judges: two readers that agree by accident are rare, one that
/// agrees with itself proves nothing.
struct StrictReader {
    private let source: () -> Received
    private var buffer: [UInt8] = []
    private var position = 0

    /// Reads what `source` gives, piece by piece.
    init(_ source: @escaping () -> Received) {
        self.source = source
    }

    /// False when the peer closed where no message has begun.
    mutating func hasMore() throws(Flaw) -> Bool {
        while position == buffer.count {
            switch source() {
            case .bytes(let bytes): buffer += bytes
            case .end: return false
            case .reset: throw .reset
            case .late: throw .late
            }
        }
        return true
    }

    /// One line, ended by CRLF, with no other control byte in it than tabs.
    mutating func line(of part: String) throws(Flaw) -> String {
        var bytes: [UInt8] = []
        while true {
            let byte = try next(in: part)
            if byte == 13 {
                guard try next(in: part) == 10 else {
                    throw .malformed("a bare CR in \(part)")
                }
                return String(decoding: bytes, as: UTF8.self)
            }
            guard byte == 9 || byte >= 32, byte != 127 else {
                throw .malformed("the byte \(byte) in \(part)")
            }
            bytes.append(byte)
            guard bytes.count <= 65_536 else { throw .malformed("\(part) without an end") }
        }
    }

    mutating func fields() throws(Flaw) -> [Field] {
        var fields: [Field] = []
        while true {
            let line = try line(of: "the fields")
            if line.isEmpty { return fields }
            fields.append(try Field(line))
        }
    }

    mutating func body(count: Int) throws(Flaw) -> [UInt8] {
        while buffer.count - position < count {
            try fill(in: "a body of \(count) bytes after \(buffer.count - position)")
        }
        defer { position += count }
        return Array(buffer[position..<position + count])
    }

    mutating func chunkedBody() throws(Flaw) -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let size = try line(of: "a chunk size")
            guard size.utf8.allSatisfy(isHexDigit), let count = Int(size, radix: 16) else {
                throw .malformed("the chunk size '\(size)'")
            }
            if count == 0 { break }
            body += try self.body(count: count)
            guard try line(of: "the end of a chunk").isEmpty else {
                throw .malformed("a chunk longer than its size")
            }
        }
        guard try fields().isEmpty else { throw .malformed("trailers that nobody asked for") }
        return body
    }

    mutating func bodyToTheEnd() throws(Flaw) -> [UInt8] {
        var body: [UInt8] = []
        while try hasMore() {
            body += buffer[position...]
            position = buffer.count
        }
        return body
    }

    private mutating func next(in part: String) throws(Flaw) -> UInt8 {
        if position == buffer.count { try fill(in: part) }
        defer { position += 1 }
        return buffer[position]
    }

    private mutating func fill(in part: String) throws(Flaw) {
        let before = buffer.count
        while buffer.count == before {
            switch source() {
            case .bytes(let bytes): buffer += bytes
            case .end: throw .truncated(part)
            case .reset: throw .reset
            case .late: throw .late
            }
        }
    }
}

private func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"):
        true
    default: false
    }
}

/// RFC 9112 as this house takes it, read a second time: slowly, with all the bytes at hand, and in
/// none of the words of the room's own parsers.
///
/// It does not say early that a message can only turn out wrong; about a message that has not come
/// whole it says nothing.
struct ReferenceReader {
    enum Verdict: Error { case refused, incomplete }

    private let bytes: [UInt8]
    private var position = 0
    private let headOf: String?
    private let isRequests: Bool

    private init(_ bytes: [UInt8], isRequests: Bool, method: String?) {
        self.bytes = bytes
        self.isRequests = isRequests
        headOf = method
    }

    static func readRequests(_ bytes: [UInt8]) -> Reading {
        var reader = ReferenceReader(bytes, isRequests: true, method: nil)
        return reader.readAll()
    }

    /// Answers, all to requests with this method.
    static func readResponses(_ bytes: [UInt8], to method: String) -> Reading {
        var reader = ReferenceReader(bytes, isRequests: false, method: method)
        return reader.readAll()
    }

    private mutating func readAll() -> Reading {
        var reading = Reading()
        while position < bytes.count {
            do throws(Verdict) {
                reading.messages.append(isRequests ? try request() : try response())
            } catch .refused {
                reading.end = .refused
                break
            } catch {
                break
            }
        }
        return reading
    }

    // MARK: Messages

    private mutating func request() throws(Verdict) -> ReadMessage {
        let start = position
        if bytes[position...].starts(with: crlf) { position += 2 }
        var lines = try headLines(from: start)
        let words = lines.removeFirst().split(separator: space, omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy(isToken),
            ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].contains(text(words[0])),
            words[2] == Array("HTTP/1.1".utf8)[...] || words[2] == Array("HTTP/1.0".utf8)[...]
        else { throw .refused }
        let isHTTP10 = words[2].last == UInt8(ascii: "0")
        let fields = try self.fields(lines)
        guard let target = ReferenceTarget(words[1], isForOptions: text(words[0]) == "OPTIONS")
        else { throw .refused }
        let hosts = values("host", fields)
        guard hosts.count == 1 || (isHTTP10 && hosts.isEmpty),
            hosts.allSatisfy(ReferenceTarget.isHost)
        else { throw .refused }
        if let authority = target.authority, let host = hosts.first,
            text(authority[...]).lowercased() != text(host[...]).lowercased()
        {
            throw .refused
        }
        var message = ReadMessage(
            start: [text(words[0])] + target.parts, isHTTP10: isHTTP10, fields: fields, body: [],
            isChunked: false, staysOpen: staysOpen(fields, isHTTP10),
            expectsContinue: !isHTTP10 && !values("expect", fields).isEmpty)
        try readBody(of: &message, elseToTheEnd: false)
        return message
    }

    private mutating func response() throws(Verdict) -> ReadMessage {
        var lines = try headLines(from: position)
        let line = lines.removeFirst()
        guard line.count >= 12, text(line[..<9]) == "HTTP/1.1 " || text(line[..<9]) == "HTTP/1.0 ",
            let code = Int(text(line[9..<12])), line[9..<12].allSatisfy(isDigit),
            (100...599).contains(code), line.count == 12 || line[12] == space
        else { throw .refused }
        let isHTTP10 = line[7] == UInt8(ascii: "0")
        let fields = try self.fields(lines)
        var message = ReadMessage(
            start: [text(line[9..<12])], isHTTP10: isHTTP10, fields: fields, body: [],
            isChunked: false, staysOpen: staysOpen(fields, isHTTP10), expectsContinue: false)
        if code < 200 || code == 204 || code == 304 || headOf == "HEAD" {
            // Nothing follows, but what contradicts itself is refused all the same.
            _ = try framing(of: message)
        } else {
            try readBody(of: &message, elseToTheEnd: true)
        }
        message.isHTTP10 = false
        return message
    }

    // MARK: Heads

    /// The lines up to the empty one, each without its CRLF and without another control byte.
    private mutating func headLines(from start: Int) throws(Verdict) -> [[UInt8]] {
        guard let end = find(crlf + crlf, from: position) else {
            if bytes[position...].starts(with: crlf) { throw .refused }
            throw .incomplete
        }
        let head = bytes[position..<end]
        let lines = split(Array(head))
        guard end + 4 - start <= 16_384, lines[0].count <= 8_192, lines.count <= 101 else {
            throw .refused
        }
        for line in lines { guard line.allSatisfy(isText) else { throw .refused } }
        position = end + 4
        return lines
    }

    private func fields(_ lines: [[UInt8]]) throws(Verdict) -> [ReadMessage.Field] {
        var fields: [ReadMessage.Field] = []
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
                line[..<colon].allSatisfy(isToken)
            else { throw .refused }
            fields.append(
                ReadMessage.Field(
                    name: Array(text(line[..<colon]).lowercased().utf8),
                    value: trimmed(line[(colon + 1)...])))
        }
        // It means nothing in a response, and is not let pass there either.
        for value in values("expect", fields) where text(value[...]).lowercased() != "100-continue"
        {
            throw .refused
        }
        let optionCount = values("connection", fields).reduce(0) { $0 + elementCount($1) }
        guard optionCount <= 32 else { throw .refused }
        return fields
    }

    private func staysOpen(_ fields: [ReadMessage.Field], _ isHTTP10: Bool) -> Bool {
        let options = values("connection", fields).flatMap(elements)
        return !options.contains("close") && (!isHTTP10 || options.contains("keep-alive"))
    }

    // MARK: Bodies

    private enum Framing { case none, length(Int), chunked }

    private func framing(of message: ReadMessage) throws(Verdict) -> Framing {
        let lengths = values("content-length", message.fields)
        let codings = values("transfer-encoding", message.fields)
        if !codings.isEmpty {
            guard lengths.isEmpty, !message.isHTTP10, codings.count == 1,
                elements(codings[0]) == ["chunked"], elementCount(codings[0]) <= 32
            else { throw .refused }
            return .chunked
        }
        guard let length = lengths.first else { return .none }
        guard lengths.count == 1, !length.isEmpty, length.allSatisfy(isDigit),
            let count = Int(text(length[...]))
        else { throw .refused }
        return .length(count)
    }

    private mutating func readBody(
        of message: inout ReadMessage, elseToTheEnd: Bool
    ) throws(Verdict) {
        switch try framing(of: message) {
        case .length(let count):
            guard count <= ParserDriver.mostBodyBytes else { throw .refused }
            guard bytes.count - position >= count else { throw .incomplete }
            message.body = Array(bytes[position..<position + count])
            position += count
        case .chunked:
            message.isChunked = true
            (message.body, position) = try ReferenceChunks.read(bytes, from: position)
        case .none where elseToTheEnd:
            message.body = Array(bytes[position...])
            message.staysOpen = false
            position = bytes.count
        case .none: break
        }
    }

    // MARK: Bytes

    private func values(_ name: String, _ fields: [ReadMessage.Field]) -> [[UInt8]] {
        fields.filter { $0.name == Array(name.utf8) }.map(\.value)
    }

    private func elements(_ value: [UInt8]) -> [String] {
        value.split(separator: UInt8(ascii: ",")).map { text(trimmed($0)[...]).lowercased() }
            .filter { !$0.isEmpty }
    }

    /// Empty ones too.
    private func elementCount(_ value: [UInt8]) -> Int {
        value.count { $0 == UInt8(ascii: ",") } + 1
    }

    private func find(_ wanted: [UInt8], from start: Int) -> Int? {
        guard bytes.count - start >= wanted.count else { return nil }
        return (start...bytes.count - wanted.count).first { bytes[$0...].starts(with: wanted) }
    }
}

private let crlf = Array("\r\n".utf8)
private let space = UInt8(ascii: " ")

private func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(bytes.map { Character(UnicodeScalar($0)) })
}

private func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let isBlank = { (byte: UInt8) in byte == space || byte == 9 }
    return Array(bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
}

/// At every CRLF, and nowhere else.
private func split(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = [[]]
    var index = 0
    while index < bytes.count {
        if bytes[index...].starts(with: crlf) {
            lines.append([])
            index += 2
        } else {
            lines[lines.count - 1].append(bytes[index])
            index += 1
        }
    }
    return lines
}

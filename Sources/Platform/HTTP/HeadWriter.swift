/// How the body behind a head will be sent.
enum BodyFraming: Equatable {
    /// No body, and no field that speaks of one.
    case absent
    case length(Int)
    case chunked
    /// For HTTP/1.0 clients, who know no chunks.
    case untilClose
}

extension BodyFraming {
    init(of response: Response, minorVersion: UInt8) {
        if response.status.forbidsBody {
            self = .absent
        } else if let length = response.body.length {
            self = .length(length)
        } else {
            self = minorVersion == 0 ? .untilClose : .chunked
        }
    }

    init(of request: Request) {
        switch request.body {
        case .empty:
            self = [.post, .put, .patch].contains(request.method) ? .length(0) : .absent
        case .bytes, .stream: self = request.body.length.map { .length($0) } ?? .chunked
        }
    }
}

/// What a response says about the connection. Staying is HTTP/1.1's way and needs no word, but
/// HTTP/1.0 clients expect to be told.
enum Persistence: Equatable {
    case stays
    case staysAndSaysSo
    case closes

    init(keepsOpen: Bool, minorVersion: UInt8) {
        self = !keepsOpen ? .closes : minorVersion == 0 ? .staysAndSaysSo : .stays
    }
}

/// Writes heads. It alone decides about the fields that frame a message; those a handler or an
/// upstream left in `fields` are passed over, so no message can contradict itself.
enum HeadWriter {
    static func append(
        _ response: Response, framing: BodyFraming, date: [UInt8], _ persistence: Persistence,
        to output: inout [UInt8]
    ) {
        appendStatusLine(response.status, to: &output)
        output += date
        if let contentType = response.contentType {
            append("content-type: ", contentType.text, to: &output)
        }
        append(framing, to: &output)
        switch persistence {
        case .stays: break
        case .staysAndSaysSo: append("connection: ", "keep-alive", to: &output)
        case .closes: append("connection: ", "close", to: &output)
        }
        append(response.fields, to: &output) {
            isFraming($0) || (response.contentType != nil && $0.equalsIgnoringCase("content-type"))
        }
        append("\r\n", to: &output)
    }

    static func append(
        _ request: Request, host: [UInt8], framing: BodyFraming, timeoutMilliseconds: Int?,
        to output: inout [UInt8]
    ) {
        output.append(contentsOf: request.method.rawValue.utf8)
        output.append(Octet.space)
        request.target.append(to: &output)
        append(" HTTP/1.1\r\nhost: ", to: &output)
        output += host
        append("\r\n", to: &output)
        append(framing, to: &output)
        if let timeoutMilliseconds {
            append("timeout-milliseconds: ", to: &output)
            append(decimal: timeoutMilliseconds, to: &output)
            append("\r\n", to: &output)
        }
        append(request.fields, to: &output) { name in
            isFraming(name) || name.equalsIgnoringCase("host")
                || name.equalsIgnoringCase("timeout-milliseconds")
        }
        append("\r\n", to: &output)
    }

    static func appendDate(unixSeconds: Int64, to output: inout [UInt8]) {
        append("date: ", to: &output)
        output.append(contentsOf: HTTPDate.text(unixSeconds: unixSeconds).utf8)
        append("\r\n", to: &output)
    }

    static func appendChunkSize(_ size: Int, to output: inout [UInt8]) {
        output.append(contentsOf: String(size, radix: 16).utf8)
        append("\r\n", to: &output)
    }

    // MARK: Pieces

    static func append(_ text: StaticString, to output: inout [UInt8]) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    private static func append(
        _ name: StaticString, _ value: StaticString, to output: inout [UInt8]
    ) {
        append(name, to: &output)
        append(value, to: &output)
        append("\r\n", to: &output)
    }

    private static func appendStatusLine(_ status: Status, to output: inout [UInt8]) {
        if status == .ok { return append("HTTP/1.1 200 OK\r\n", to: &output) }
        append("HTTP/1.1 ", to: &output)
        append(decimal: Int(status.code), to: &output)
        output.append(Octet.space)
        append(status.reason, "", to: &output)
    }

    private static func append(_ framing: BodyFraming, to output: inout [UInt8]) {
        switch framing {
        case .absent, .untilClose: break
        case .length(let length):
            append("content-length: ", to: &output)
            append(decimal: length, to: &output)
            append("\r\n", to: &output)
        case .chunked: append("transfer-encoding: ", "chunked", to: &output)
        }
    }

    private static func append(
        _ fields: Fields, to output: inout [UInt8],
        exceptThose isLeftOut: (UnsafeBufferPointer<UInt8>) -> Bool
    ) {
        guard !fields.isEmpty else { return }
        fields.octets.withUnsafeBufferPointer { all in
            for entry in fields.entries {
                let name = UnsafeBufferPointer(rebasing: all[entry.nameRange])
                if isLeftOut(name) { continue }
                output.append(contentsOf: name)
                output.append(Octet.colon)
                output.append(Octet.space)
                output.append(contentsOf: UnsafeBufferPointer(rebasing: all[entry.valueRange]))
                append("\r\n", to: &output)
            }
        }
    }

    static func append(decimal number: Int, to output: inout [UInt8]) {
        precondition(number >= 0, "a length is never negative")
        if number >= 10 { append(decimal: number / 10, to: &output) }
        output.append(Octet.zero + UInt8(number % 10))
    }

    private static func isFraming(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        switch name.count {
        case 4: name.equalsIgnoringCase("date")
        case 10: name.equalsIgnoringCase("connection")
        case 14: name.equalsIgnoringCase("content-length")
        case 17: name.equalsIgnoringCase("transfer-encoding")
        default: false
        }
    }
}

/// How the body behind a head will be sent.
enum BodyFraming: Equatable {
    /// No body, and no field that speaks of one.
    case absent
    case length(Int)
    case chunked
    /// For HTTP/1.0 clients, who know no chunks.
    case untilClose
}

extension Response {
    func framing(minorVersion: UInt8) -> BodyFraming {
        if status.forbidsBody { return .absent }
        if let length = body.length { return .length(length) }
        return minorVersion == 0 ? .untilClose : .chunked
    }
}

extension Request {
    var framing: BodyFraming {
        guard let length = body.length else { return .chunked }
        guard case .empty = body else { return .length(length) }
        return switch method {
        case .post, .put, .patch: .length(0)
        case .get, .head, .delete, .options: .absent
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
    /// More than what a head has besides its target, its fields and its type.
    private static let mostFixedBytes = 256

    static func append(
        _ response: Response, framing: BodyFraming, date: [UInt8], _ persistence: Persistence,
        to output: OutputBuffer
    ) {
        let typeBytes = response.contentType?.text.utf8CodeUnitCount ?? 0
        let most = mostFixedBytes + date.count + typeBytes + response.fields.mostBytes
        output.write(atMost: most) { head in
            write(response.status, to: &head)
            head.write(date)
            if let contentType = response.contentType {
                head.write("content-type: ")
                head.write(contentType.text)
                head.write("\r\n")
            }
            write(framing, to: &head)
            switch persistence {
            case .stays: break
            case .staysAndSaysSo: head.write("connection: keep-alive\r\n")
            case .closes: head.write("connection: close\r\n")
            }
            write(response.fields, to: &head) {
                isFraming($0) || (response.contentType != nil && $0.equals("content-type"))
            }
            head.write("\r\n")
        }
    }

    static func append(
        _ request: Request, host: [UInt8], framing: BodyFraming, timeoutMilliseconds: Int?,
        to output: OutputBuffer
    ) {
        let targetBytes = request.target.mostBytes + host.count
        output.write(atMost: mostFixedBytes + targetBytes + request.fields.mostBytes) { head in
            head.write(text: request.method.rawValue)
            head.write(Octet.space)
            request.target.write(to: &head)
            head.write(" HTTP/1.1\r\nhost: ")
            head.write(host)
            head.write("\r\n")
            write(framing, to: &head)
            if let timeoutMilliseconds {
                head.write("timeout-milliseconds: ")
                head.write(decimal: timeoutMilliseconds)
                head.write("\r\n")
            }
            write(request.fields, to: &head) { name in
                isFraming(name) || name.equals("host") || name.equals("timeout-milliseconds")
            }
            head.write("\r\n")
        }
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

    static func append(_ text: StaticString, to output: inout [UInt8]) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    // MARK: Pieces

    private static func write(_ status: Status, to head: inout OctetWriter) {
        if status == .ok { return head.write("HTTP/1.1 200 OK\r\n") }
        head.write("HTTP/1.1 ")
        head.write(decimal: Int(status.code))
        head.write(Octet.space)
        head.write(status.reason)
        head.write("\r\n")
    }

    private static func write(_ framing: BodyFraming, to head: inout OctetWriter) {
        switch framing {
        case .absent, .untilClose: break
        case .length(let length):
            head.write("content-length: ")
            head.write(decimal: length)
            head.write("\r\n")
        case .chunked: head.write("transfer-encoding: chunked\r\n")
        }
    }

    private static func write(
        _ fields: Fields, to head: inout OctetWriter,
        exceptThose isLeftOut: (UnsafeBufferPointer<UInt8>) -> Bool
    ) {
        guard !fields.isEmpty else { return }
        fields.withPacked { fields in
            for field in fields where !isLeftOut(field.name) {
                head.write(field.name)
                head.write(": ")
                head.write(field.value)
                head.write("\r\n")
            }
        }
    }

    /// Names are in lower case, wherever they came from.
    private static func isFraming(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        switch name.count {
        case 4: name.equals("date")
        case 10: name.equals("connection")
        case 14: name.equals("content-length")
        case 17: name.equals("transfer-encoding")
        default: false
        }
    }
}

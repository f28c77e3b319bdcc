/// Bytes as they cross the wire, written so that each can be seen: every scalar of a literal is one
/// byte, so "\u{ff}" is the byte 0xFF, and no line ends where no "\r\n" is written.
struct WireBytes: Hashable, Sendable {
    var bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(_ text: String) {
        bytes = text.unicodeScalars.map { scalar in
            precondition(scalar.value <= 0xFF, "U+\(scalar.value) is not one byte")
            return UInt8(scalar.value)
        }
    }

    static func + (left: WireBytes, right: WireBytes) -> WireBytes {
        WireBytes(bytes: left.bytes + right.bytes)
    }

    func repeated(_ count: Int) -> WireBytes {
        var all: [UInt8] = []
        all.reserveCapacity(bytes.count * count)
        for _ in 0..<count { all += bytes }
        return WireBytes(bytes: all)
    }
}

extension WireBytes: ExpressibleByStringLiteral {
    init(stringLiteral text: String) {
        self.init(text)
    }
}

extension WireBytes {
    /// A start line and field lines, each ended, then the empty line, then `body` as it stands.
    static func message(_ lines: WireBytes..., body: WireBytes = "") -> WireBytes {
        message(lines, body: body)
    }

    static func message(_ lines: [WireBytes], body: WireBytes = "") -> WireBytes {
        var bytes: [UInt8] = []
        for line in lines {
            bytes += line.bytes + [13, 10]
        }
        return WireBytes(bytes: bytes + [13, 10] + body.bytes)
    }

    /// A request for the fixed bytes, with these field lines after a good `Host`.
    static func get(_ fields: WireBytes..., target: WireBytes = "/static") -> WireBytes {
        message(["GET " + target + " HTTP/1.1", "Host: a"] + fields)
    }

    /// A request to have `body` sent back, with these field lines after a good `Host`.
    static func post(_ fields: WireBytes..., body: WireBytes = "") -> WireBytes {
        message(["POST /echo HTTP/1.1", "Host: a"] + fields, body: body)
    }

    /// The same with a chunked body, whose framing is written out.
    static func chunked(_ body: WireBytes) -> WireBytes {
        post("Transfer-Encoding: chunked", body: body)
    }
}

extension WireBytes: CustomStringConvertible {
    /// The bytes on one line, as an engineer would type them.
    var description: String {
        let shown = bytes.prefix(400).map { byte in
            switch byte {
            case 13: "\\r"
            case 10: "\\n"
            case 9: "\\t"
            case 0x20...0x7E: String(UnicodeScalar(byte))
            default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return shown.joined() + (bytes.count > 400 ? "… (\(bytes.count) bytes)" : "")
    }
}

@testable import HTTP

/// What must hold of any bytes, for the fuzzers and the suite.
enum ParserComparison {
    /// Whole or in pieces the parsers say the same; what they accept the reference accepts and
    /// understands alike, and what it refuses they refuse; written out plainly it is read as itself;
    /// and a request sent on is one request to the next reader.
    static func complaint(
        about bytes: [UInt8], as side: ParserDriver.Side,
        cutBy random: inout some RandomNumberGenerator
    ) -> String? {
        let whole = ParserDriver.read(bytes, as: side)
        let pieces = ParserDriver.read(inPieces: cut(bytes, by: &random), as: side)
        guard pieces == whole else { return "in pieces: \(pieces), whole: \(whole)" }
        let reference = reference(bytes, side)
        guard whole.messages == reference.messages else {
            return "the parsers: \(whole), the reference: \(reference)"
        }
        // The parsers may see earlier that a message can only turn out wrong, never later.
        if reference.end == .refused, whole.end == .open { return "refused by the reference alone" }
        for message in whole.messages {
            let again = ParserDriver.read(message.canonicalBytes(), as: side).messages
            guard again.map(\.comparable) == [message.comparable] else {
                return "written as \(message), read as \(again)"
            }
        }
        guard case .requests = side else { return nil }
        return whole.messages.lazy.compactMap(forwardingComplaint).first
    }

    private static func reference(_ bytes: [UInt8], _ side: ParserDriver.Side) -> Reading {
        switch side {
        case .requests: ReferenceReader.readRequests(bytes)
        case .responses(let method): ReferenceReader.readResponses(bytes, to: method.rawValue)
        }
    }

    private static func cut(
        _ bytes: [UInt8], by random: inout some RandomNumberGenerator
    ) -> [ArraySlice<UInt8>] {
        let most = [1, 3, 40, 400].randomElement(using: &random) ?? 1
        var pieces: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...most, using: &random))
            pieces.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return pieces
    }

    /// As the client writes a request, another reader must read it.
    private static func forwardingComplaint(_ message: ReadMessage) -> String? {
        // What a proxy adds may carry a head over the next server's limits: that is not this matter.
        guard message.fields.count < 95 else { return nil }
        let text = message.start.dropFirst().joined(separator: "?")
        guard let method = Method(rawValue: message.start[0]), let target = Target(text) else {
            return text == "*" ? nil : "\(text) is no target to the client"
        }
        var fields = Fields()
        for field in message.fields {
            guard let name = FieldName(String(decoding: field.name, as: UTF8.self)) else {
                return "a field name that cannot be sent on"
            }
            fields.append(name, String(decoding: field.value, as: UTF8.self))
        }
        let request = Request(method, target, fields: fields)
        let output = OutputBuffer()
        HeadWriter.append(
            request, host: Array("a".utf8), framing: .length(message.body.count),
            timeoutMilliseconds: 1, to: output)
        let sent = ReferenceReader.readRequests(Array(output.bytes) + message.body)
        guard sent.end == .open, sent.messages.count == 1, sent.messages[0].start == message.start,
            sent.messages[0].body == message.body
        else { return "sent on, \(message) is read as \(sent)" }
        return nil
    }
}

extension ReadMessage {
    /// A response is written out as HTTP/1.1 whatever it was, and so may stay open.
    fileprivate var comparable: ReadMessage {
        var copy = self
        if start.count == 1 { copy.staysOpen = false }
        return copy
    }
}

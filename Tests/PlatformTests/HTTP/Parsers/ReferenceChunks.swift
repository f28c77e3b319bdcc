/// The chunked coding, undone with all the bytes at hand.
enum ReferenceChunks {
    /// The body, and where the next message begins.
    static func read(
        _ bytes: [UInt8], from start: Int
    ) throws(ReferenceReader.Verdict) -> (body: [UInt8], end: Int) {
        var body: [UInt8] = []
        var position = start
        while true {
            let line = try line(bytes, &position, most: 1_024)
            let digits = line.prefix { Character(UnicodeScalar($0)).isHexDigit }
            let behind = line.dropFirst(digits.count)
            guard (1...16).contains(digits.count), behind.isEmpty || behind.first == 0x3B,
                behind.allSatisfy(isText),
                let size = Int(String(decoding: digits, as: UTF8.self), radix: 16),
                size <= ParserDriver.mostBodyBytes - body.count
            else { throw .refused }
            if size == 0 { break }
            guard bytes.count - position >= size else { throw .incomplete }
            body += bytes[position..<position + size]
            position += size
            guard bytes.count - position >= 2 else { throw .incomplete }
            guard bytes[position] == 13, bytes[position + 1] == 10 else { throw .refused }
            position += 2
        }
        return (body, try endOfTrailers(bytes, from: position))
    }

    private static func endOfTrailers(
        _ bytes: [UInt8], from start: Int
    ) throws(ReferenceReader.Verdict) -> Int {
        var position = start
        var lines: [ArraySlice<UInt8>] = []
        while lines.last?.isEmpty != true {
            lines.append(try line(bytes, &position, most: 4_096))
        }
        guard position - start <= 4_096, lines.count <= 17 else { throw .refused }
        for line in lines.dropLast() { try check(trailer: line) }
        guard lines.reduce(0, { $0 + connectionOptionCount($1) }) <= 32 else { throw .refused }
        return position
    }

    /// Those that mean something in a head are bounded here too.
    private static func connectionOptionCount(_ line: ArraySlice<UInt8>) -> Int {
        let name = String(decoding: line.prefix { $0 != 0x3A }, as: UTF8.self).lowercased()
        return name == "connection" ? line.count { $0 == UInt8(ascii: ",") } + 1 : 0
    }

    private static func check(trailer line: ArraySlice<UInt8>) throws(ReferenceReader.Verdict) {
        guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex,
            line[..<colon].allSatisfy(isToken), line[colon...].allSatisfy(isText)
        else { throw .refused }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        let words = String(decoding: line[colon...].dropFirst(), as: UTF8.self)
            .split(whereSeparator: { $0 == " " || $0 == "\t" })
        let isFraming = ["content-length", "transfer-encoding", "host"].contains(name)
        let isExpected = words.joined(separator: " ").lowercased() == "100-continue"
        guard !isFraming, name != "expect" || isExpected else { throw .refused }
    }

    private static func line(
        _ bytes: [UInt8], _ position: inout Int, most: Int
    ) throws(ReferenceReader.Verdict) -> ArraySlice<UInt8> {
        guard let end = bytes[position...].firstIndex(of: 10) else { throw .incomplete }
        guard end > position, bytes[end - 1] == 13, end - 1 - position <= most else {
            throw .refused
        }
        defer { position = end + 1 }
        return bytes[position..<end - 1]
    }
}

// MARK: - Bytes, by RFC 9110, 5

func isToken(_ byte: UInt8) -> Bool {
    isDigit(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "!#$%&'*+-.^_`|~".utf8.contains(byte)
}

func isDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte)
}

/// What may stand in a line: no control byte but the tab.
func isText(_ byte: UInt8) -> Bool {
    byte == 9 || (byte >= 32 && byte != 127)
}

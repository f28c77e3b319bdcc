/// Parses the field lines of a head or a trailer section: packs each, its name in lower case.
enum FieldSection {
    /// Reads lines from `start` up to the empty line at the end of `lines`, and tells how many.
    static func parse(
        _ lines: UnsafeBufferPointer<UInt8>, from start: Int, into packed: inout OctetWriter,
        noting framing: inout FramingFields
    ) throws(MessageError) -> Int {
        var count = 0
        var position = start
        let end = lines.count - 2
        while position < end {
            let lengths = packed.makeRoomForLengths()
            let name = packed.writeLowercasedToken(
                at: UnsafeBufferPointer(rebasing: lines[position...]))
            let colon = position + name.count
            // White space before the colon, or at the beginning of the line (an obs-fold), is refused
            // here too.
            guard colon > position, lines[colon] == Octet.colon else { throw .malformedField }
            let valueStart = skipWhitespace(lines, from: colon + 1)
            let lineEnd = try endOfValue(lines, from: valueStart)
            var valueEnd = lineEnd
            while valueEnd > valueStart, Octet.isWhitespace(lines[valueEnd - 1]) { valueEnd -= 1 }
            let value = UnsafeBufferPointer(rebasing: lines[valueStart..<valueEnd])
            packed.write(value)
            lengths.set(name.count, value.count)
            try framing.note(name, value)
            position = lineEnd + 2
            count += 1
        }
        return count
    }

    private static func skipWhitespace(
        _ lines: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int {
        var position = start
        while Octet.isWhitespace(lines[position]) { position += 1 }
        return position
    }

    /// Where the CR LF stands. Any other control character on the way is refused.
    private static func endOfValue(
        _ lines: UnsafeBufferPointer<UInt8>, from start: Int
    ) throws(MessageError) -> Int {
        let position = lines.endOfFieldContent(from: start)
        // The head ends with an empty line, so a next octet always exists.
        guard lines[position] == Octet.carriageReturn, lines[position + 1] == Octet.lineFeed else {
            throw .malformedField
        }
        return position
    }
}

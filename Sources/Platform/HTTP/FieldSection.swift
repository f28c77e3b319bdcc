/// Parses the field lines of a head or a trailer section, in place: names are put into lower case
/// where they stand, values are only measured.
enum FieldSection {
    /// Reads lines from `start` up to the empty line at the end of `octets`.
    static func parse(
        _ octets: UnsafeMutableBufferPointer<UInt8>, from start: Int,
        into entries: inout [Fields.Entry], noting framing: inout FramingFields
    ) throws(MessageError) {
        var position = start
        let end = octets.count - 2
        while position < end {
            let nameEnd = try lowercaseName(octets, from: position)
            let valueStart = skipWhitespace(octets, from: nameEnd + 1)
            let lineEnd = try endOfValue(octets, from: valueStart)
            var valueEnd = lineEnd
            while valueEnd > valueStart, Octet.isWhitespace(octets[valueEnd - 1]) { valueEnd -= 1 }
            let name = UInt32(position)..<UInt32(nameEnd)
            let value = UInt32(valueStart)..<UInt32(valueEnd)
            entries.append(Fields.Entry(name: name, value: value))
            try framing.note(
                UnsafeBufferPointer(rebasing: octets[position..<nameEnd]),
                UnsafeBufferPointer(rebasing: octets[valueStart..<valueEnd]), at: value)
            position = lineEnd + 2
        }
    }

    /// A token and its colon, with nothing between them. A line that begins with white space (an
    /// obs-fold) has no name and is refused here too.
    private static func lowercaseName(
        _ octets: UnsafeMutableBufferPointer<UInt8>, from start: Int
    ) throws(MessageError) -> Int {
        let token = OctetClass.token
        var position = start
        while token.contains(octets[position]) {
            octets[position] = Octet.lowercased(octets[position])
            position += 1
        }
        guard position > start, octets[position] == Octet.colon else { throw .malformedField }
        return position
    }

    private static func skipWhitespace(
        _ octets: UnsafeMutableBufferPointer<UInt8>, from start: Int
    ) -> Int {
        var position = start
        while Octet.isWhitespace(octets[position]) { position += 1 }
        return position
    }

    /// Where the CR LF stands. Any other control character on the way is refused.
    private static func endOfValue(
        _ octets: UnsafeMutableBufferPointer<UInt8>, from start: Int
    ) throws(MessageError) -> Int {
        var position = start
        while Octet.isFieldContent(octets[position]) { position += 1 }
        // The head ends with an empty line, so a next octet always exists.
        guard octets[position] == Octet.carriageReturn,
            octets[position + 1] == Octet.lineFeed
        else { throw .malformedField }
        return position
    }
}

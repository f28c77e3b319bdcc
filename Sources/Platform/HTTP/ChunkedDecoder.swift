/// Undoes the chunked coding (RFC 9112, 7.1) from whatever pieces the bytes come in.
///
/// Sizes are plain hexadecimal, extensions and trailers are checked, bounded and dropped.
struct ChunkedDecoder {
    enum Step: Equatable {
        /// So many bytes of the input are used up and meant nothing by themselves.
        case skip(Int)
        /// The next so many bytes of the input are body.
        case data(Int)
        case needMore
        /// The body is complete after so many more bytes.
        case end(Int)
    }

    static let mostLineBytes = 1_024
    static let mostTrailerBytes = 4_096
    static let mostTrailerFields = 16

    private enum State {
        case size
        case data(Int)
        case dataEnd
        case trailer(HeadScanner)
    }

    private var state = State.size

    /// What the present chunk has announced and not yet brought.
    var announcedBytes: Int {
        if case .data(let left) = state { left } else { 0 }
    }

    /// Looks at the bytes that are there and says what they are. The caller drops what was used.
    mutating func next(_ input: UnsafeBufferPointer<UInt8>) throws(MessageError) -> Step {
        switch state {
        case .size: return try sizeLine(input)
        case .data(let left):
            guard !input.isEmpty else { return .needMore }
            let count = min(left, input.count)
            state = count == left ? .dataEnd : .data(left - count)
            return .data(count)
        case .dataEnd:
            guard input.count >= 2 else {
                if input.first ?? Octet.carriageReturn != Octet.carriageReturn {
                    throw .malformedChunk
                }
                return .needMore
            }
            guard input[0] == Octet.carriageReturn, input[1] == Octet.lineFeed else {
                throw .malformedChunk
            }
            state = .size
            return .skip(2)
        case .trailer(let scanner): return try trailer(input, scanner)
        }
    }

    /// 1*HEXDIG [ chunk-ext ] CR LF
    private mutating func sizeLine(
        _ input: UnsafeBufferPointer<UInt8>
    ) throws(MessageError) -> Step {
        var position = 0
        var size = 0
        while position < input.count, let digit = Octet.hexValue(input[position]) {
            guard size <= Int.max >> 4 else { throw .malformedChunk }
            size = size << 4 | Int(digit)
            position += 1
            guard position <= 16 else { throw .malformedChunk }
        }
        guard position < input.count else { return .needMore }
        guard position > 0 else { throw .malformedChunk }
        guard let end = try endOfExtensions(input, from: position) else { return .needMore }
        if size == 0 {
            state = .trailer(HeadScanner())
        } else {
            state = .data(size)
        }
        return .skip(end)
    }

    /// Behind the CR LF of a size line; nil while it has not come.
    private func endOfExtensions(
        _ input: UnsafeBufferPointer<UInt8>, from start: Int
    ) throws(MessageError) -> Int? {
        var position = start
        let first = input[start]
        // White space may stand before an extension's semicolon, but not alone.
        guard first == Octet.carriageReturn || first == UInt8(ascii: ";") else {
            throw .malformedChunk
        }
        while position < input.count, Octet.isFieldContent(input[position]) { position += 1 }
        guard position <= Self.mostLineBytes else { throw .malformedChunk }
        guard position < input.count else { return nil }
        guard input[position] == Octet.carriageReturn else { throw .malformedChunk }
        guard position + 1 < input.count else { return nil }
        guard input[position + 1] == Octet.lineFeed else { throw .malformedChunk }
        return position + 2
    }

    /// The trailer section: fields like any others, but none that frames or routes.
    private mutating func trailer(
        _ input: UnsafeBufferPointer<UInt8>, _ scanner: HeadScanner
    ) throws(MessageError) -> Step {
        var scanner = scanner
        var limits = HeadLimits()
        limits.headBytes = Self.mostTrailerBytes
        limits.startLineBytes = Self.mostTrailerBytes
        limits.fieldCount = Self.mostTrailerFields
        let length: Int?
        do throws(MessageError) {
            length = try scanner.headEnd(in: input, limits: limits)
        } catch {
            throw .malformedTrailer
        }
        guard let length else {
            state = .trailer(scanner)
            return .needMore
        }
        try check(trailer: UnsafeBufferPointer(rebasing: input[..<length]))
        return .end(length)
    }

    private func check(trailer: UnsafeBufferPointer<UInt8>) throws(MessageError) {
        var fields: [UInt8] = []
        var count = 0
        var framing = FramingFields()
        do throws(MessageError) {
            let most = PackedFields.mostBytes(ofLines: trailer.count)
            try fields.write(atMost: most) { packed throws(MessageError) in
                count = try FieldSection.parse(trailer, from: 0, into: &packed, noting: &framing)
            }
        } catch {
            throw .malformedTrailer
        }
        guard framing.contentLengths == 0, framing.transferEncodings == 0, framing.hosts == 0,
            count <= Self.mostTrailerFields
        else { throw .malformedTrailer }
    }
}

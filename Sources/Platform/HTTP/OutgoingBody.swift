/// A streamed body on its way out, as its framing wants it: as chunks, or as pieces that must come
/// to what was announced.
struct OutgoingBody {
    private let body: BodyStream
    private let framing: BodyFraming
    /// What was announced and not yet given out; nil when nothing was.
    private var left: Int?
    private var isFinished = false

    init(_ body: BodyStream, _ framing: BodyFraming) {
        self.body = body
        self.framing = framing
        left = body.length
    }

    /// The next bytes for the wire, after a wait for the source; nil behind the last.
    mutating func next() async throws -> [UInt8]? {
        if isFinished { return nil }
        guard let piece = try await body.next() else {
            isFinished = true
            if let left, left > 0 { throw BodyLengthError.tooShort }
            return framing == .chunked ? Array("0\r\n\r\n".utf8) : nil
        }
        precondition(!piece.isEmpty, "an empty piece would end a chunked body")
        if let left {
            guard piece.count <= left else { throw BodyLengthError.tooLong }
            self.left = left - piece.count
        }
        return framing.framed(piece)
    }
}

extension BodyFraming {
    /// A piece of a body as it goes over the wire.
    func framed(_ piece: [UInt8]) -> [UInt8] {
        guard self == .chunked else { return piece }
        var chunk: [UInt8] = []
        chunk.reserveCapacity(piece.count + 20)
        HeadWriter.appendChunkSize(piece.count, to: &chunk)
        chunk += piece
        HeadWriter.append("\r\n", to: &chunk)
        return chunk
    }
}

/// A streamed body that is not as long as it said: the message is cut off, for nothing else would
/// tell the other side.
enum BodyLengthError: Error {
    case tooLong, tooShort
}

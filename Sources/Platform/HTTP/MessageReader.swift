import EventLoop

/// Reads messages from a connection, one after the other: each head here, and what is behind it by
/// `body`. Servers read requests with it and clients responses.
final class MessageReader: @unchecked Sendable {
    // Sendable: touched only on the loop of the stream, by the one task that reads the message.
    let input: BufferedInput
    let body: BodyReader
    private let limits: HeadLimits
    /// Storage of the last head, used again when its message is gone.
    private var octets: [UInt8] = []
    private var entries: [Fields.Entry] = []

    init(_ stream: ByteStream, pool: BufferPool, limits: HeadLimits) {
        input = BufferedInput(stream, pool: pool)
        body = BodyReader(input)
        self.limits = limits
    }

    /// Waits for the first byte of the next message; false when the peer has finished.
    func waitForMessage() async throws(ReceiveError) -> Bool {
        precondition(body.isAtEnd, "the last message has not been read to its end")
        if !input.isEmpty { return true }
        return try await input.waitForBytes()
    }

    /// Whether the next message has begun to arrive. Waits for nothing.
    var nextMessageHasBegun: Bool {
        if input.isEmpty { _ = try? input.read() }
        return !input.isEmpty
    }

    func requestHead() async throws(ReceiveError) -> RequestHead {
        var scanner = HeadScanner(forgivingEmptyLine: true)
        while try !takeHead(&scanner, beginningWith: RequestParser.canBegin) {
            try await input.waitForMoreBytes()
        }
        return try ReceiveError.ofMessage { () throws(MessageError) in
            try RequestParser.parse(&octets, entries: &entries)
        }
    }

    func responseHead(answering method: Method) async throws(ReceiveError) -> ResponseHead {
        var scanner = HeadScanner()
        while try !takeHead(&scanner, beginningWith: ResponseParser.canBegin) {
            try await input.waitForMoreBytes()
        }
        return try ReceiveError.ofMessage { () throws(MessageError) in
            try ResponseParser.parse(&octets, entries: &entries, answering: method)
        }
    }

    /// Copies the head into `octets` if it has come whole. What cannot begin a message, such as a
    /// TLS hello, is refused at its first byte.
    private func takeHead(
        _ scanner: inout HeadScanner, beginningWith canBegin: (UInt8) -> Bool
    ) throws(ReceiveError) -> Bool {
        guard !input.isEmpty else { return false }
        let bytes = input.bytes
        let end = try ReceiveError.ofMessage { () throws(MessageError) in
            let end = try scanner.headEnd(in: bytes, limits: limits)
            if bytes.count > scanner.start, !canBegin(bytes[scanner.start]) {
                throw .malformedStartLine
            }
            return end
        }
        guard let end else { return false }
        octets.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        octets.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[scanner.start..<end]))
        input.drop(end)
        return true
    }
}

import EventLoop

/// Reads messages from a connection, one after the other: each head here, and what is behind it by
/// `body`. Servers read requests with it and clients responses.
final class MessageReader: @unchecked Sendable {
    // Sendable: touched only on the loop of the stream, by the one task that reads the message.

    /// A connection that saw one large head does not hold its storage for ever.
    private static let mostKeptBytes = 8_192

    let input: BufferedInput
    let body: BodyReader
    private let limits: HeadLimits
    private var scanner: HeadScanner
    /// Storage of the last head, used again when its message is gone.
    private var octets: [UInt8] = []

    /// One empty line before a message may be forgiven; see `HeadScanner`.
    init(
        _ stream: ByteStream, pool: BufferPool, limits: HeadLimits,
        forgivingEmptyLine: Bool = false
    ) {
        input = BufferedInput(stream, pool: pool)
        body = BodyReader(input)
        scanner = HeadScanner(forgivingEmptyLine: forgivingEmptyLine)
        self.limits = limits
    }

    /// Whether the next message has begun to arrive. Waits for nothing.
    var nextMessageHasBegun: Bool {
        if input.isEmpty { _ = try? input.read() }
        return !input.isEmpty
    }

    /// The head of the next request, if it has come whole. Waiting is the caller's: mostly there is
    /// nothing to wait for, and a call that may wait costs more than one that may not.
    func takeRequestHead() throws(ReceiveError) -> RequestHead? {
        try ReceiveError.ofMessage { () throws(MessageError) in
            guard let head = try nextHead(beginningWith: RequestParser.canBegin) else { return nil }
            defer { input.drop(head.end) }
            return try RequestParser.parse(head.bytes, into: &octets)
        }
    }

    /// The head of the next response, if it has come whole.
    func takeResponseHead(answering method: Method) throws(ReceiveError) -> ResponseHead? {
        try ReceiveError.ofMessage { () throws(MessageError) in
            guard let head = try nextHead(beginningWith: ResponseParser.canBegin) else {
                return nil
            }
            defer { input.drop(head.end) }
            return try ResponseParser.parse(head.bytes, into: &octets, answering: method)
        }
    }

    /// The head if it has come whole, and where it ends in the input; `octets` is empty then. What
    /// cannot begin a message, such as a TLS hello, is refused at its first byte.
    private func nextHead(
        beginningWith canBegin: (UInt8) -> Bool
    ) throws(MessageError) -> (bytes: UnsafeBufferPointer<UInt8>, end: Int)? {
        precondition(body.isAtEnd, "the last message has not been read to its end")
        guard !input.isEmpty else { return nil }
        let bytes = input.bytes
        let end = try scanner.headEnd(in: bytes, limits: limits)
        let start = scanner.start
        if bytes.count > start, !canBegin(bytes[start]) { throw .malformedStartLine }
        guard let end else { return nil }
        scanner.beginAnew()
        octets.removeAll(keepingCapacity: octets.capacity <= Self.mostKeptBytes)
        return (UnsafeBufferPointer(rebasing: bytes[start..<end]), end)
    }
}

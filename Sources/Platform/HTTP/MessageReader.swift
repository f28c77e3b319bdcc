import EventLoop

/// Reads messages from a connection, one after the other: heads, and bodies as they are framed.
/// Servers read requests with it and clients responses.
final class MessageReader: @unchecked Sendable {
    // Sendable: touched only on the loop of `stream`, by the one task that reads the message.
    private enum Remaining {
        case nothing
        case length(Int)
        case chunked(ChunkedDecoder)
        case untilClose
    }

    let stream: ByteStream
    private let pool: BufferPool
    private let limits: HeadLimits
    private var buffer: ReadBuffer?
    private var remaining = Remaining.nothing
    private var bodyBytesLeft = 0
    /// Counts bodies: one that is kept past its message gives nothing of the next.
    private var bodyNumber = 0
    /// Whether somebody is inside of `nextPiece` of a body that was given out.
    private(set) var isBeingPulled = false
    private var pullEnded: UnsafeContinuation<Void, Never>?
    /// Storage of the last head, used again when its message is gone.
    private var octets: [UInt8] = []
    private var entries: [Fields.Entry] = []
    /// Runs once before the reader first has to wait for the body: where a server says `100`.
    var beforeWaitingForBody: (@Sendable () async throws(StreamError) -> Void)?

    init(_ stream: ByteStream, pool: BufferPool, limits: HeadLimits) {
        self.stream = stream
        self.pool = pool
        self.limits = limits
    }

    var hasBufferedBytes: Bool { buffer != nil }
    var isAtMessageEnd: Bool {
        if case .nothing = remaining { true } else { false }
    }

    /// What is left of a body whose length is known; nil when only reading will tell.
    var knownRemainingBytes: Int? {
        switch remaining {
        case .nothing: 0
        case .length(let left): left
        case .chunked, .untilClose: nil
        }
    }

    // MARK: Heads

    /// Waits for the first byte of the next message; false when the peer has finished.
    func waitForMessage() async throws(ReceiveError) -> Bool {
        precondition(isAtMessageEnd, "the last message has not been read to its end")
        if buffer != nil { return true }
        return try await waitForBytes()
    }

    /// Whether the next message has begun to arrive. Waits for nothing.
    var nextMessageHasBegun: Bool {
        if buffer == nil { _ = try? readBytes() }
        return buffer != nil
    }

    func requestHead() async throws(ReceiveError) -> RequestHead {
        var scanner = HeadScanner(forgivingEmptyLine: true)
        while try !takeHead(&scanner, beginningWith: RequestParser.canBegin) {
            try await waitForMoreBytes()
        }
        return try checked { () throws(MessageError) in
            try RequestParser.parse(&octets, entries: &entries)
        }
    }

    func responseHead(answering method: Method) async throws(ReceiveError) -> ResponseHead {
        var scanner = HeadScanner()
        while try !takeHead(&scanner, beginningWith: ResponseParser.canBegin) {
            try await waitForMoreBytes()
        }
        return try checked { () throws(MessageError) in
            try ResponseParser.parse(&octets, entries: &entries, answering: method)
        }
    }

    /// Copies the head into `octets` if it has come whole. What cannot begin a message, such as a
    /// TLS hello, is refused at its first byte.
    private func takeHead(
        _ scanner: inout HeadScanner, beginningWith canBegin: (UInt8) -> Bool
    ) throws(ReceiveError) -> Bool {
        guard let buffer else { return false }
        let end = try checked { () throws(MessageError) in
            let end = try scanner.headEnd(in: buffer.bytes, limits: limits)
            if buffer.count > scanner.start, !canBegin(buffer.bytes[scanner.start]) {
                throw .malformedStartLine
            }
            return end
        }
        guard let end else { return false }
        octets.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        octets.append(contentsOf: UnsafeBufferPointer(rebasing: buffer.bytes[scanner.start..<end]))
        drop(end)
        return true
    }

    // MARK: Bodies

    /// The body behind a head: whole when it has all arrived, else to be pulled.
    func body(
        framed framing: Framing, mostBytes: Int, whenDropped: (@Sendable () -> Void)? = nil
    ) throws(ReceiveError) -> Body {
        bodyBytesLeft = mostBytes
        bodyNumber += 1
        switch framing {
        case .none: return .empty
        case .length(let length):
            guard length <= mostBytes else { throw .message(.bodyTooLarge) }
            if let buffer, buffer.count >= length { return .bytes(takeBytes(length, buffer)) }
            remaining = .length(length)
            return bodyStream(length: length, whenDropped)
        case .chunked:
            remaining = .chunked(ChunkedDecoder())
            return bodyStream(length: nil, whenDropped)
        case .untilClose:
            remaining = .untilClose
            return bodyStream(length: nil, whenDropped)
        }
    }

    private func bodyStream(length: Int?, _ whenDropped: (@Sendable () -> Void)?) -> Body {
        let number = bodyNumber
        let next: BodyStream.Next = { try await self.nextPiece(ofBody: number) }
        return .stream(BodyStream(length: length, next: next, whenDropped: whenDropped))
    }

    private func nextPiece(ofBody number: Int) async throws(ReceiveError) -> [UInt8]? {
        guard number == bodyNumber else { throw .stream(.closed) }
        precondition(!isBeingPulled, "one task pulls a body")
        isBeingPulled = true
        defer {
            isBeingPulled = false
            pullEnded?.resume()
            pullEnded = nil
        }
        return try await nextPiece()
    }

    /// Ends the present body for whoever it was given to: from now on the connection's own task
    /// alone reads. If a pull is under way, `interruptPull` must end it first.
    func takeBodyBack() {
        bodyNumber += 1
    }

    /// A pull that is interrupted leaves the message at an unknown place.
    func interruptPull() async {
        stream.readFailure = .closed
        await withUnsafeContinuation { pullEnded = $0 }
    }

    /// The next piece of the present body, nil at its end.
    func nextPiece() async throws(ReceiveError) -> [UInt8]? {
        switch remaining {
        case .nothing: return nil
        case .length(let left):
            let piece = try await somePiece(atMost: left, orThrow: .truncated)
            guard let piece else { throw .message(.truncated) }
            remaining = piece.count == left ? .nothing : .length(left - piece.count)
            return piece
        case .chunked(let decoder): return try await chunkedPiece(decoder)
        case .untilClose:
            guard let piece = try await somePiece(atMost: .max, orThrow: nil) else {
                remaining = .nothing
                return nil
            }
            return try counted(piece)
        }
    }

    private func somePiece(
        atMost most: Int, orThrow atEnd: MessageError?
    ) async throws(ReceiveError) -> [UInt8]? {
        if buffer == nil {
            try await announceWait()
            guard try await waitForBytes() else {
                if let atEnd { throw .message(atEnd) }
                return nil
            }
        }
        guard let buffer else { return nil }
        return takeBytes(min(most, buffer.count), buffer)
    }

    private func chunkedPiece(_ decoder: ChunkedDecoder) async throws(ReceiveError) -> [UInt8]? {
        var decoder = decoder
        while true {
            let input = buffer?.bytes ?? UnsafeBufferPointer(start: nil, count: 0)
            let step = try checked { () throws(MessageError) in try decoder.next(input) }
            switch step {
            case .skip(let count):
                drop(count)
                // Refused as it is announced: waiting for the bytes would be waiting for nothing.
                guard decoder.announcedBytes <= bodyBytesLeft else {
                    throw .message(.bodyTooLarge)
                }
            case .data(let count):
                remaining = .chunked(decoder)
                guard let buffer else { preconditionFailure("data was found in no buffer") }
                return try counted(takeBytes(count, buffer))
            case .needMore:
                try await announceWait()
                try await waitForMoreBytes()
            case .end(let count):
                drop(count)
                remaining = .nothing
                return nil
            }
        }
    }

    /// For bodies that did not say beforehand how long they are.
    private func counted(_ piece: [UInt8]) throws(ReceiveError) -> [UInt8] {
        guard piece.count <= bodyBytesLeft else { throw .message(.bodyTooLarge) }
        bodyBytesLeft -= piece.count
        return piece
    }

    private func announceWait() async throws(ReceiveError) {
        guard let announce = beforeWaitingForBody else { return }
        beforeWaitingForBody = nil
        do throws(StreamError) { try await announce() } catch { throw .stream(error) }
    }
}

// MARK: - Bytes

extension MessageReader {
    /// Waits until something more has been read; an end of the stream here cuts a message short.
    private func waitForMoreBytes() async throws(ReceiveError) {
        guard try await waitForBytes() else { throw .message(.truncated) }
    }

    /// Waits until something more has been read; false at the end of the stream.
    private func waitForBytes() async throws(ReceiveError) -> Bool {
        do throws(StreamError) {
            while true {
                try await stream.waitUntilReadable()
                if let count = try readBytes() { return count > 0 }
            }
        } catch {
            throw .stream(error)
        }
    }

    /// What has arrived: a count, zero at the end of the stream, nil when there is nothing yet.
    private func readBytes() throws(StreamError) -> Int? {
        let buffer = self.buffer ?? pool.take()
        let count = try buffer.fill(from: stream)
        if buffer.isEmpty { pool.giveBack(buffer) } else { self.buffer = buffer }
        return count
    }

    private func takeBytes(_ count: Int, _ buffer: ReadBuffer) -> [UInt8] {
        defer { if buffer.isEmpty { drop(0) } }
        return buffer.take(count)
    }

    /// Uses bytes up, and gives the buffer back when it has no more.
    private func drop(_ count: Int) {
        guard let buffer else { return }
        buffer.drop(count)
        guard buffer.isEmpty else { return }
        self.buffer = nil
        pool.giveBack(buffer)
    }

    /// What was read and not used, for the process that goes on with the connection.
    func takeUnused() -> [UInt8] {
        guard let buffer else { return [] }
        return takeBytes(buffer.count, buffer)
    }

    /// Gives the buffer back. The connection is at its end.
    func release() {
        guard let buffer else { return }
        self.buffer = nil
        pool.giveBack(buffer)
    }

    func preload(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        // Whoever read them may have had larger buffers.
        let fits = bytes.count <= pool.capacity
        let buffer = fits ? pool.take() : ReadBuffer(capacity: bytes.count)
        buffer.preload(bytes)
        self.buffer = buffer
    }

    private func checked<Result>(
        _ body: () throws(MessageError) -> Result
    ) throws(ReceiveError) -> Result {
        do throws(MessageError) { return try body() } catch { throw .message(error) }
    }
}

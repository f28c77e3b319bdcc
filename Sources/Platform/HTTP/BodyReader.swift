import EventLoop

/// Reads the body behind each head of a connection as it is framed, and knows whose it is to read:
/// the one it was given to, or again the connection's own.
final class BodyReader: @unchecked Sendable {
    // Sendable: touched only on the loop of the stream, by the one task that reads the message.
    private enum Remaining {
        case nothing
        case length(Int)
        case chunked(ChunkedDecoder)
        case untilClose
    }

    private let input: BufferedInput
    private var remaining = Remaining.nothing
    /// How much more is accepted of a body that did not say how long it is.
    private var bytesLeft = 0
    /// Counts bodies: one that is kept past its message gives nothing of the next.
    private var number = 0
    /// Whether somebody is inside of `nextPiece` of a body that was given out.
    private(set) var isBeingPulled = false
    private var pullEnded: UnsafeContinuation<Void, Never>?
    /// Runs once before the reader first has to wait for the body: where a server says `100`.
    var beforeWaiting: (@Sendable () async throws(StreamError) -> Void)?

    init(_ input: BufferedInput) {
        self.input = input
    }

    /// Whether the present message has been read to its end.
    var isAtEnd: Bool {
        if case .nothing = remaining { true } else { false }
    }

    // MARK: Giving out and taking back

    /// Begins the body behind a head: whole when it has all arrived, else to be pulled.
    func begin(_ framing: Framing, mostBytes: Int) throws(ReceiveError) -> Body {
        bytesLeft = mostBytes
        number += 1
        switch framing {
        case .none: return .empty
        case .length(let length):
            guard length <= mostBytes else { throw .message(.bodyTooLarge) }
            if input.bytes.count >= length { return .bytes(input.take(length)) }
            remaining = .length(length)
            return givenOut(length: length)
        case .chunked:
            remaining = .chunked(ChunkedDecoder())
            return givenOut(length: nil)
        case .untilClose:
            remaining = .untilClose
            return givenOut(length: nil)
        }
    }

    private func givenOut(length: Int?) -> Body {
        let number = self.number
        return .stream(BodyStream(length: length) { try await self.nextPiece(ofBody: number) })
    }

    private func nextPiece(ofBody number: Int) async throws(ReceiveError) -> [UInt8]? {
        guard number == self.number else { throw .stream(.closed) }
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
    func takeBack() {
        number += 1
    }

    /// A pull that is interrupted leaves the message at an unknown place.
    func interruptPull() async {
        input.stream.readFailure = .closed
        await withUnsafeContinuation { pullEnded = $0 }
    }

    // MARK: Pulling

    /// The next piece of the present body, nil at its end.
    func nextPiece() async throws(ReceiveError) -> [UInt8]? {
        switch remaining {
        case .nothing: return nil
        case .length(let left):
            guard let piece = try await somePiece(atMost: left) else { throw .message(.truncated) }
            remaining = piece.count == left ? .nothing : .length(left - piece.count)
            return piece
        case .chunked(let decoder): return try await chunkedPiece(decoder)
        case .untilClose:
            guard let piece = try await somePiece(atMost: .max) else {
                remaining = .nothing
                return nil
            }
            return try counted(piece)
        }
    }

    /// Whatever has arrived, after a wait if that is nothing; nil at the end of the stream.
    private func somePiece(atMost most: Int) async throws(ReceiveError) -> [UInt8]? {
        if input.isEmpty {
            try await announceWait()
            guard try await input.waitForBytes() else { return nil }
        }
        return input.take(min(most, input.bytes.count))
    }

    private func chunkedPiece(_ decoder: ChunkedDecoder) async throws(ReceiveError) -> [UInt8]? {
        var decoder = decoder
        while true {
            let step = try ReceiveError.ofMessage { () throws(MessageError) in
                try decoder.next(input.bytes)
            }
            switch step {
            case .skip(let count):
                input.drop(count)
                remaining = .chunked(decoder)
                // Refused as it is announced: waiting for the bytes would be waiting for nothing.
                guard decoder.announcedBytes <= bytesLeft else { throw .message(.bodyTooLarge) }
            case .data(let count):
                remaining = .chunked(decoder)
                return try counted(input.take(count))
            case .needMore:
                try await announceWait()
                try await input.waitForMoreBytes()
            case .end(let count):
                input.drop(count)
                remaining = .nothing
                return nil
            }
        }
    }

    /// For bodies that did not say beforehand how long they are.
    private func counted(_ piece: [UInt8]) throws(ReceiveError) -> [UInt8] {
        guard piece.count <= bytesLeft else { throw .message(.bodyTooLarge) }
        bytesLeft -= piece.count
        return piece
    }

    private func announceWait() async throws(ReceiveError) {
        guard let announce = beforeWaiting else { return }
        beforeWaiting = nil
        do throws(StreamError) { try await announce() } catch { throw .stream(error) }
    }

    // MARK: What nobody reads

    /// Whether what is left is known to be no more than `limit`, and nobody's at the moment.
    func canDiscardRest(upToBytes limit: Int) -> Bool {
        guard !isBeingPulled else { return false }
        return switch remaining {
        case .nothing: true
        case .length(let left): left <= limit
        case .chunked(let decoder): endHasArrived(decoder, within: min(limit, bytesLeft))
        case .untilClose: false
        }
    }

    /// Only the last chunk tells how long a chunked body is. If it is there already, it can be seen;
    /// nothing is used up, for the response may still be made of this body.
    private func endHasArrived(_ decoder: ChunkedDecoder, within limit: Int) -> Bool {
        if !input.isFull { _ = try? input.read() }
        var decoder = decoder
        var left = limit
        var ahead = input.bytes
        while let step = try? decoder.next(ahead) {
            switch step {
            case .needMore: return false
            case .end: return true
            case .data(let count) where count > left: return false
            case .data(let count):
                left -= count
                ahead = UnsafeBufferPointer(rebasing: ahead[count...])
            case .skip(let count): ahead = UnsafeBufferPointer(rebasing: ahead[count...])
            }
        }
        return false
    }

    /// Reads the rest for nobody; false when it did not come whole.
    func discardRest() async -> Bool {
        do throws(ReceiveError) {
            while try await nextPiece() != nil {}
            return true
        } catch {
            return false
        }
    }
}

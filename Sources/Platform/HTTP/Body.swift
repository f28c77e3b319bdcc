/// The body of a message: whole, or still to be pulled piece by piece.
///
/// Pulling is the back-pressure: nobody asks for the next piece before the last one has gone.
public enum Body: Sendable {
    case empty
    case bytes([UInt8])
    case stream(BodyStream)

    /// All of it, refused as soon as it is known to be longer than `limit`.
    public func collect(upToBytes limit: Int) async throws -> [UInt8] {
        switch self {
        case .empty: return []
        case .bytes(let bytes):
            guard bytes.count <= limit else { throw ReceiveError.message(.bodyTooLarge) }
            return bytes
        case .stream(let stream): return try await stream.collect(upToBytes: limit)
        }
    }

    /// Nil when only the end of the stream will tell.
    var length: Int? {
        switch self {
        case .empty: 0
        case .bytes(let bytes): bytes.count
        case .stream(let stream): stream.length
        }
    }
}

/// A body that comes in pieces. One task pulls it, once.
public final class BodyStream: Sendable {
    public typealias Next = @Sendable () async throws -> [UInt8]?

    /// Known beforehand when the other side said it.
    public let length: Int?
    /// What may stand between two pieces without meaning anything: a server writes it while the
    /// source is silent, to find out whether the client is still there.
    let heartbeat: [UInt8]?
    private let nextPiece: Next
    private let whenDropped: (@Sendable () -> Void)?

    /// `next` gives pieces, none of them empty, and then nil. `whenDropped` runs when nobody will
    /// pull any more, from whichever thread that is found on.
    public init(
        length: Int? = nil, next: @escaping Next, whenDropped: (@Sendable () -> Void)? = nil
    ) {
        self.length = length
        heartbeat = nil
        nextPiece = next
        self.whenDropped = whenDropped
    }

    init(heartbeat: [UInt8], next: @escaping Next) {
        length = nil
        self.heartbeat = heartbeat
        nextPiece = next
        whenDropped = nil
    }

    deinit {
        whenDropped?()
    }

    public func next() async throws -> [UInt8]? {
        try await nextPiece()
    }

    public func collect(upToBytes limit: Int) async throws -> [UInt8] {
        if let length, length > limit { throw ReceiveError.message(.bodyTooLarge) }
        var all: [UInt8] = []
        while let piece = try await next() {
            guard all.count + piece.count <= limit else {
                throw ReceiveError.message(.bodyTooLarge)
            }
            all += piece
        }
        return all
    }
}

import EventLoop
import Glibc

/// Something that happens once, and that tasks wait for.
final class Gate: Sendable {
    private let stream: AsyncStream<Never>
    private let continuation: AsyncStream<Never>.Continuation

    init() {
        (stream, continuation) = AsyncStream<Never>.makeStream()
    }

    func open() {
        continuation.finish()
    }

    /// Returns when the gate is open, or when the waiting task is cancelled.
    func opened() async {
        for await _ in stream {}
    }
}

/// A connection that one task or thread after the other uses.
final class VanishingClient: Sendable {
    private let connection: Lock<RawConnection>

    init(_ connection: sending RawConnection) {
        self.connection = Lock(connection)
    }

    func receive() -> Received {
        connection.withLock { $0.receive() }
    }

    /// Reads after doing nothing for a while.
    func receive(afterMilliseconds milliseconds: CInt) -> Received {
        poll(nil, 0, milliseconds)
        return receive()
    }

    func vanish() {
        connection.withLock { $0.abort() }
    }
}

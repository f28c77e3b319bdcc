import Glibc

/// A connection, as bytes in and bytes out: a socket, or one end of a pipe in a simulated network.
///
/// It belongs to its loop. Reading and writing never block; the two `wait…` functions suspend the
/// task until there is something to do. One task may wait to read and one to write.
public final class ByteStream: @unchecked Sendable {
    // Sendable: touched only on `loop`.

    enum Endpoint {
        case socket(Socket)
        case memory(MemoryEndpoint)
        case gone
    }

    public let loop: EventLoop
    private var endpoint: Endpoint
    /// What epoll last said and no call has disproved. Sockets are watched edge-triggered, once,
    /// so a request costs no epoll_ctl.
    @usableFromInline var mayRead = false
    private var mayWrite: Bool
    private var peerFinished = false
    private var isBroken = false
    @usableFromInline var reader: UnsafeContinuation<Void, Never>?
    private var writer: UnsafeContinuation<Void, Never>?
    public private(set) var failure: StreamError?
    /// Nothing can be written any more. What had come in before can still be read: the peer may
    /// have said why it takes no more.
    private var writeFailure: StreamError?
    /// While set, reading fails with it, and whoever waits to read is woken; writing goes on. For
    /// time limits, after which there is still something to say.
    public var readFailure: StreamError? {
        didSet { if readFailure != nil { wakeReader() } }
    }
    /// Called once when the connection is found gone in both directions: for those who neither read
    /// nor write meanwhile. If that was found before it is set, at the end of this turn.
    public var onBroken: (() -> Void)? {
        didSet {
            if isBroken, onBroken != nil { loop.atEndOfTurn { self.tellBroken() } }
        }
    }

    /// Takes over a non-blocking socket, connected unless it says otherwise. If this throws, the
    /// socket is closed.
    public init(
        adopting descriptor: Int32, on loop: EventLoop, isConnecting: Bool = false
    ) throws(SystemError) {
        guard case .epoll(let poller) = loop.driver else {
            preconditionFailure("a simulated loop has no sockets")
        }
        self.loop = loop
        endpoint = .socket(Socket(descriptor: descriptor))
        mayWrite = !isConnecting
        try poller.watch(descriptor, for: [.read, .write, .peerFinished, .edgeTriggered], self)
    }

    init(memory: MemoryEndpoint, on loop: EventLoop) {
        self.loop = loop
        endpoint = .memory(memory)
        mayWrite = memory.isConnected
    }

    deinit {
        if case .socket(let socket) = endpoint { socket.close() }
    }

    public var isClosed: Bool {
        if case .gone = endpoint { true } else { false }
    }

    // MARK: Reading

    /// Returns when `read` will say something other than "nothing yet".
    ///
    /// Inlinable, for it is where every task of a connection waits: one async frame less.
    @inlinable
    public func waitUntilReadable() async throws(StreamError) {
        loop.assertIsCurrent()
        while !mayRead, failure == nil, readFailure == nil {
            precondition(reader == nil, "one task reads a stream")
            await suspended { reader = $0 }
        }
        if let reason = failure ?? readFailure { throw reason }
    }

    /// What has arrived: a count, zero when the peer has finished, nil when there is nothing yet.
    public func read(into room: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int? {
        precondition(room.count > 0, "reading into no room would look like the end of the stream")
        if let reason = failure ?? readFailure { throw reason }
        let count: Int?
        switch endpoint {
        case .socket(let socket):
            do throws(SystemError) {
                count = try socket.receive(into: room)
            } catch {
                throw fail(.system(error))
            }
        case .memory(let memory): count = memory.read(into: room)
        case .gone: preconditionFailure("a stream that is gone has its failure")
        }
        // A short read has emptied the socket: the next byte brings a new edge, the end does not
        // bring a second one.
        if (count ?? 0) < room.count, count == nil || !peerFinished { mayRead = false }
        return count
    }

    /// Whether there is something to read, be it only the end. Takes nothing.
    public var hasArrivals: Bool {
        guard mayRead, failure == nil else { return failure != nil }
        switch endpoint {
        case .socket(let socket): mayRead = socket.hasArrivals
        case .memory(let memory): mayRead = memory.hasArrivals
        case .gone: break
        }
        return mayRead
    }

    // MARK: Writing

    /// Returns when `write` can be expected to take something.
    public func waitUntilWritable() async throws(StreamError) {
        loop.assertIsCurrent()
        while !mayWrite, failure == nil, writeFailure == nil {
            precondition(writer == nil, "one task writes to a stream")
            await suspended { writer = $0 }
        }
        if let reason = failure ?? writeFailure { throw reason }
    }

    /// Gives the network as much as it takes now, and tells how much that was.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(StreamError) -> Int {
        if let reason = failure ?? writeFailure { throw reason }
        let taken: Int
        do throws(SystemError) {
            switch endpoint {
            case .socket(let socket): taken = try socket.send(bytes)
            case .memory(let memory): taken = try memory.write(bytes)
            case .gone: preconditionFailure("a stream that is gone has its failure")
            }
        } catch {
            writeFailure = .system(error)
            throw .system(error)
        }
        if taken < bytes.count { mayWrite = false }
        return taken
    }

    // MARK: Ending

    /// Tells the peer that nothing more will come; reading goes on.
    public func finishWriting() {
        switch endpoint {
        case .socket(let socket): socket.finishWriting()
        case .memory(let memory): memory.finishWriting()
        case .gone: break
        }
    }

    /// Closes the connection; whoever waits on it gets `reason`.
    public func close(_ reason: StreamError = .closed) {
        if failure == nil { failure = reason }
        switch endpoint {
        case .socket(let socket):
            forget(socket)
            socket.close()
        case .memory(let memory): memory.close()
        case .gone: return
        }
        letGo()
    }

    /// Gives the socket away, open: for handing a connection to another process.
    public func detach() -> Int32? {
        guard case .socket(let socket) = endpoint else { return nil }
        forget(socket)
        if failure == nil { failure = .closed }
        letGo()
        return socket.descriptor
    }

    private func letGo() {
        endpoint = .gone
        onBroken = nil
        wakeBoth()
    }

    /// The other end, as a numeric address or the name of a simulated host; nil when it has gone.
    public var peerAddress: String? {
        switch endpoint {
        case .socket(let socket): socket.peerAddress
        case .memory(let memory): memory.peerHost
        case .gone: nil
        }
    }

    /// The socket, for calls this type does not make. It stays the stream's.
    var socket: Int32? {
        if case .socket(let socket) = endpoint { socket.descriptor } else { nil }
    }

    /// After such a call has answered "not now".
    func waitUntilReadableAgain() async throws(StreamError) {
        mayRead = false
        try await waitUntilReadable()
    }

    func waitUntilWritableAgain() async throws(StreamError) {
        mayWrite = false
        try await waitUntilWritable()
    }

    private func forget(_ socket: Socket) {
        if case .epoll(let poller) = loop.driver { poller.forget(socket.descriptor) }
    }

    private func fail(_ reason: StreamError) -> StreamError {
        if failure == nil { failure = reason }
        wakeBoth()
        return reason
    }
}

/// `withUnsafeContinuation` hops to its caller's executor first, which is where it is called: to find
/// that out takes a lock of the runtime's, at each wait. This older one does not. Its underscore says
/// that a later toolchain may do without it: then the plain one takes its place.
@inlinable @inline(__always)
func suspended(_ body: (UnsafeContinuation<Void, Never>) -> Void) async {
    await _unsafeInheritExecutor_withUnsafeContinuation(body)
}

// MARK: - Being told

extension ByteStream: Pollable {
    func becameReady(_ readiness: Readiness) {
        if !readiness.isDisjoint(with: [.peerFinished, .broken]) { peerFinished = true }
        if !readiness.isDisjoint(with: [.read, .peerFinished, .broken]) {
            mayRead = true
            wakeReader()
        }
        if !readiness.isDisjoint(with: [.write, .broken]) {
            mayWrite = true
            wakeWriter()
        }
        if !readiness.isDisjoint(with: .broken) {
            isBroken = true
            tellBroken()
        }
    }

    /// The simulated network's way of saying `ECONNRESET`, or `ECONNREFUSED`.
    func wasBroken(by error: SystemError) {
        _ = fail(.system(error))
        isBroken = true
        tellBroken()
    }

    private func tellBroken() {
        guard let onBroken else { return }
        self.onBroken = nil
        onBroken()
    }

    func wakeReader() {
        guard let reader else { return }
        self.reader = nil
        reader.resume()
    }

    func wakeWriter() {
        guard let writer else { return }
        self.writer = nil
        writer.resume()
    }

    private func wakeBoth() {
        wakeReader()
        wakeWriter()
    }
}

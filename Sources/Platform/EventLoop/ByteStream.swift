import CSystem
import Glibc

/// A connection, as bytes in and bytes out: a socket, or one end of a pipe in a simulated network.
///
/// It belongs to its loop. Reading and writing never block; the two `wait…` functions suspend the
/// task until there is something to do. One task may wait to read and one to write.
public final class ByteStream: @unchecked Sendable {
    // Sendable: touched only on `loop`.

    enum Endpoint {
        case socket(Int32)
        case memory(MemoryEndpoint)
        case gone
    }

    private static let quietly = Int32(MSG_NOSIGNAL)

    public let loop: EventLoop
    private var endpoint: Endpoint
    /// What epoll last said and no call has disproved. Sockets are watched edge-triggered, once,
    /// so a request costs no epoll_ctl.
    private var mayRead = false
    private var mayWrite: Bool
    private var peerFinished = false
    private var reader: UnsafeContinuation<Void, Never>?
    private var writer: UnsafeContinuation<Void, Never>?
    public private(set) var failure: StreamError?
    /// While set, reading fails with it, and whoever waits to read is woken; writing goes on. For
    /// time limits, after which there is still something to say.
    public var readFailure: StreamError? {
        didSet { if readFailure != nil { wakeReader() } }
    }
    /// Called once when the peer is found gone in both directions while nobody reads or writes.
    public var onBroken: (() -> Void)?

    /// Takes over a non-blocking socket, connected unless it says otherwise.
    public init(
        adopting descriptor: Int32, on loop: EventLoop, isConnecting: Bool = false
    ) throws(SystemError) {
        guard case .epoll(let poller) = loop.driver else {
            preconditionFailure("a simulated loop has no sockets")
        }
        self.loop = loop
        endpoint = .socket(descriptor)
        mayWrite = !isConnecting
        do throws(SystemError) {
            let all: Readiness = [.read, .write, .peerFinished, .edgeTriggered]
            try poller.watch(descriptor, for: all, self)
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    init(memory: MemoryEndpoint, on loop: EventLoop) {
        self.loop = loop
        endpoint = .memory(memory)
        mayWrite = memory.isConnected
    }

    deinit {
        if case .socket(let descriptor) = endpoint { Glibc.close(descriptor) }
    }

    public var isClosed: Bool {
        if case .gone = endpoint { true } else { false }
    }

    // MARK: Reading

    /// Returns when `read` will say something other than "nothing yet".
    public func waitUntilReadable() async throws(StreamError) {
        loop.assertIsCurrent()
        while !mayRead, failure == nil, readFailure == nil {
            precondition(reader == nil, "one task reads a stream")
            await withUnsafeContinuation { reader = $0 }
        }
        if let reason = failure ?? readFailure { throw reason }
    }

    /// What has arrived: a count, zero when the peer has finished, nil when there is nothing yet.
    public func read(into room: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int? {
        if let reason = failure ?? readFailure { throw reason }
        switch endpoint {
        case .socket(let descriptor): return try receive(descriptor, into: room)
        case .memory(let memory):
            guard let count = memory.read(into: room) else {
                mayRead = false
                return nil
            }
            return count
        case .gone: throw .closed
        }
    }

    private func receive(
        _ descriptor: Int32, into room: UnsafeMutableRawBufferPointer
    ) throws(StreamError) -> Int? {
        while true {
            let count = recv(descriptor, room.baseAddress, room.count, 0)
            if count >= 0 {
                // A short read has emptied the socket: the next byte brings a new edge.
                if count < room.count, !peerFinished { mayRead = false }
                return count
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                mayRead = false
                return nil
            default: throw fail(.system(SystemError(call: "recv", code: errno)))
            }
        }
    }

    /// Whether there is something to read, be it only the end. Takes nothing.
    public var hasArrivals: Bool {
        guard mayRead, failure == nil else { return failure != nil }
        guard case .socket(let descriptor) = endpoint else { return true }
        var octet: UInt8 = 0
        let count = recv(descriptor, &octet, 1, Int32(MSG_PEEK))
        if count < 0, errno == EAGAIN { mayRead = false }
        return mayRead
    }

    // MARK: Writing

    /// Returns when `write` can be expected to take something.
    public func waitUntilWritable() async throws(StreamError) {
        loop.assertIsCurrent()
        while !mayWrite, failure == nil {
            precondition(writer == nil, "one task writes to a stream")
            await withUnsafeContinuation { writer = $0 }
        }
        if let failure { throw failure }
    }

    /// Gives the network as much as it takes now, and tells how much that was.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(StreamError) -> Int {
        if let failure { throw failure }
        switch endpoint {
        case .socket(let descriptor): return try send(bytes, to: descriptor)
        case .memory(let memory):
            let taken = memory.write(bytes)
            if taken < bytes.count { mayWrite = false }
            return taken
        case .gone: throw .closed
        }
    }

    private func send(
        _ bytes: UnsafeRawBufferPointer, to descriptor: Int32
    ) throws(StreamError) -> Int {
        while true {
            let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Self.quietly)
            if count >= 0 {
                if count < bytes.count { mayWrite = false }
                return count
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                mayWrite = false
                return 0
            default: throw fail(.system(SystemError(call: "send", code: errno)))
            }
        }
    }

    /// Writes all of `bytes`, waiting for the peer to make room as often as it takes.
    public func writeAll(_ bytes: [UInt8]) async throws(StreamError) {
        var written = 0
        while true {
            written += try bytes.withUnsafeBufferPointer { all throws(StreamError) in
                try write(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[written...])))
            }
            if written == bytes.count { return }
            try await waitUntilWritable()
        }
    }

    /// Reads until `count` bytes are there; an earlier end of the stream is an error.
    func readExactly(_ count: Int) async throws(StreamError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = try bytes.withUnsafeMutableBufferPointer { all throws(StreamError) in
                let rest = UnsafeMutableBufferPointer(rebasing: all[filled...])
                return try read(into: UnsafeMutableRawBufferPointer(rest))
            }
            guard let got else {
                try await waitUntilReadable()
                continue
            }
            guard got > 0 else { throw .system(SystemError(call: "recv", code: ECONNRESET)) }
            filled += got
        }
        return bytes
    }

    /// Reads and forgets until the peer has finished, an error, or `limit`.
    public func discard(upToBytes limit: Int) async {
        var left = limit
        do throws(StreamError) {
            while left > 0 {
                try await waitUntilReadable()
                let got = try withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) {
                    room throws(StreamError) in try read(into: room)
                }
                if got == 0 { return }
                left -= got ?? 0
            }
        } catch {
            return  // Whatever ended it, there is nothing left to discard.
        }
    }

    // MARK: Ending

    /// Tells the peer that nothing more will come; reading goes on.
    public func finishWriting() {
        switch endpoint {
        case .socket(let descriptor): _ = shutdown(descriptor, Int32(SHUT_WR))
        case .memory(let memory): memory.finishWriting()
        case .gone: break
        }
    }

    /// Closes the connection; whoever waits on it gets `reason`.
    public func close(_ reason: StreamError = .closed) {
        if failure == nil { failure = reason }
        switch endpoint {
        case .socket(let descriptor):
            forget(descriptor)
            Glibc.close(descriptor)
        case .memory(let memory): memory.close()
        case .gone: return
        }
        endpoint = .gone
        onBroken = nil
        wakeBoth()
    }

    /// Gives the socket away, open: for handing a connection to another process.
    public func detach() -> Int32? {
        guard case .socket(let descriptor) = endpoint else { return nil }
        forget(descriptor)
        endpoint = .gone
        failure = .closed
        wakeBoth()
        return descriptor
    }

    /// The other end, as a numeric address or the name of a simulated host; nil when it has gone.
    public var peerAddress: String? {
        switch endpoint {
        case .socket(let descriptor):
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
                guard let base = text.baseAddress,
                    csystem_peer_address(descriptor, base, text.count) >= 0
                else { return nil }
                return String(cString: base)
            }
        case .memory(let memory): return memory.peerHost
        case .gone: return nil
        }
    }

    /// The socket, for calls this type does not make. It stays the stream's.
    var socket: Int32? {
        if case .socket(let descriptor) = endpoint { descriptor } else { nil }
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

    private func forget(_ descriptor: Int32) {
        if case .epoll(let poller) = loop.driver { poller.forget(descriptor) }
    }

    private func fail(_ reason: StreamError) -> StreamError {
        if failure == nil { failure = reason }
        wakeBoth()
        return reason
    }
}

// MARK: - Being told

extension ByteStream: Pollable {
    func becameReady(_ readiness: Readiness) {
        if readiness.contains(.peerFinished) { peerFinished = true }
        if !readiness.isDisjoint(with: [.read, .peerFinished, .broken]) {
            mayRead = true
            wakeReader()
        }
        if !readiness.isDisjoint(with: [.write, .broken]) {
            mayWrite = true
            wakeWriter()
        }
        if !readiness.isDisjoint(with: .broken) { tellBroken() }
    }

    /// The simulated network's way of saying `ECONNRESET`.
    func wasReset() {
        _ = fail(.system(SystemError(call: "recv", code: ECONNRESET)))
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

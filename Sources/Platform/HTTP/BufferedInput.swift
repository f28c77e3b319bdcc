import EventLoop

/// What comes in on a connection, read into a buffer that is borrowed only while it holds bytes.
final class BufferedInput {
    let stream: ByteStream
    private let pool: BufferPool
    private var buffer: ReadBuffer?

    init(_ stream: ByteStream, pool: BufferPool) {
        self.stream = stream
        self.pool = pool
    }

    var isEmpty: Bool { buffer == nil }
    var isFull: Bool { buffer?.isFull ?? false }

    /// What was read and not yet used. Valid until more is read or something is used up.
    var bytes: UnsafeBufferPointer<UInt8> {
        buffer?.bytes ?? UnsafeBufferPointer(start: nil, count: 0)
    }

    // MARK: Reading

    /// Waits until something more has been read; false at the end of the stream.
    ///
    /// Inlined, as are the other short ones that wait: each async call has a frame to be made.
    @inline(__always)
    func waitForBytes() async throws(ReceiveError) -> Bool {
        do throws(StreamError) {
            while true {
                try await stream.waitUntilReadable()
                if let count = try read() { return count > 0 }
            }
        } catch {
            throw .stream(error)
        }
    }

    /// Waits until something more has been read; an end of the stream here cuts a message short.
    func waitForMoreBytes() async throws(ReceiveError) {
        guard try await waitForBytes() else { throw .message(.truncated) }
    }

    /// What has arrived: a count, zero at the end of the stream, nil when there is nothing yet.
    @discardableResult
    func read() throws(StreamError) -> Int? {
        let buffer = self.buffer ?? pool.take()
        let count = try buffer.fill(from: stream)
        if buffer.isEmpty { pool.giveBack(buffer) } else { self.buffer = buffer }
        return count
    }

    /// Bytes that another process had read before it handed the connection over.
    func preload(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        // Whoever read them may have had larger buffers.
        let fits = bytes.count <= pool.capacity
        let buffer = fits ? pool.take() : ReadBuffer(capacity: bytes.count)
        buffer.preload(bytes)
        self.buffer = buffer
    }

    // MARK: Using up

    /// The first `count` bytes, which are then used up.
    func take(_ count: Int) -> [UInt8] {
        guard let buffer else { return [] }
        defer { if buffer.isEmpty { release() } }
        return buffer.take(count)
    }

    /// What was read and not used, for the process that goes on with the connection.
    func takeAll() -> [UInt8] {
        take(bytes.count)
    }

    func drop(_ count: Int) {
        guard let buffer else { return }
        buffer.drop(count)
        if buffer.isEmpty { release() }
    }

    /// Gives the buffer back, and with it whatever it still holds.
    func release() {
        guard let buffer else { return }
        self.buffer = nil
        pool.giveBack(buffer)
    }
}

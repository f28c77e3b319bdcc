import EventLoop

/// What comes in on a connection, read into memory that is borrowed only while it holds bytes.
final class BufferedInput {
    let stream: ByteStream
    private let pool: BufferPool
    private var memory: UnsafeMutableBufferPointer<UInt8>?
    /// What was read and not yet used stands from `start` to `end`.
    private var start = 0
    private var end = 0

    init(_ stream: ByteStream, pool: BufferPool) {
        self.stream = stream
        self.pool = pool
    }

    deinit {
        memory?.deallocate()
    }

    var isEmpty: Bool { start == end }
    var isFull: Bool { end - start == memory?.count }

    /// What was read and not yet used. Valid until more is read or something is used up.
    var bytes: UnsafeBufferPointer<UInt8> {
        guard let base = memory?.baseAddress else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return UnsafeBufferPointer(start: base + start, count: end - start)
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
        precondition(!isFull, "what is full must be used before more is read")
        defer { if isEmpty { release() } }
        let room = makeRoom()
        guard let count = try stream.read(into: UnsafeMutableRawBufferPointer(room)) else {
            return nil
        }
        end += count
        return count
    }

    /// What is there moves to the front; the rest is room.
    private func makeRoom() -> UnsafeMutableBufferPointer<UInt8> {
        let memory = self.memory ?? pool.take()
        self.memory = memory
        if start > 0, let base = memory.baseAddress {
            base.update(from: base + start, count: end - start)
            end -= start
            start = 0
        }
        return UnsafeMutableBufferPointer(rebasing: memory[end...])
    }

    /// Bytes that another process had read before it handed the connection over.
    func preload(_ bytes: [UInt8]) {
        precondition(isEmpty, "a handed-over connection begins anew")
        guard !bytes.isEmpty else { return }
        // Whoever read them may have had larger buffers.
        let fits = bytes.count <= pool.capacity
        let memory = fits ? pool.take() : .allocate(capacity: bytes.count)
        _ = memory.update(fromContentsOf: bytes)
        self.memory = memory
        end = bytes.count
    }

    // MARK: Using up

    /// The first `count` bytes, which are then used up.
    func take(_ count: Int) -> [UInt8] {
        let taken = pool.copy(UnsafeBufferPointer(rebasing: bytes[..<count]))
        drop(count)
        return taken
    }

    /// What was read and not used, for the process that goes on with the connection.
    func takeAll() -> [UInt8] {
        take(end - start)
    }

    func drop(_ count: Int) {
        precondition(count <= end - start, "only what is there can be used up")
        start += count
        if isEmpty { release() }
    }

    /// Gives the memory back, and with it whatever it still holds.
    func release() {
        start = 0
        end = 0
        guard let memory else { return }
        self.memory = nil
        pool.giveBack(memory)
    }
}

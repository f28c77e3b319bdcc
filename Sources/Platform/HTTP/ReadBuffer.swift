import EventLoop

/// Bytes that have been read from a connection and not yet used.
final class ReadBuffer {
    private let storage: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    private var start = 0
    private var end = 0

    init(capacity: Int) {
        self.capacity = capacity
        storage = .allocate(capacity: capacity)
    }

    deinit {
        storage.deallocate()
    }

    var isEmpty: Bool { start == end }
    var count: Int { end - start }
    var isFull: Bool { end - start == capacity }

    /// Valid until the buffer is filled or dropped from.
    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: storage + start, count: end - start)
    }

    func drop(_ count: Int) {
        precondition(count <= self.count, "only what is there can be used up")
        start += count
        if start == end { clear() }
    }

    func clear() {
        start = 0
        end = 0
    }

    /// The first `count` bytes, which are then used up.
    func take(_ count: Int) -> [UInt8] {
        defer { drop(count) }
        return Array(UnsafeBufferPointer(rebasing: bytes[..<count]))
    }

    /// Reads what the stream has: a count, zero at its end, nil when there is nothing yet.
    func fill(from stream: ByteStream) throws(StreamError) -> Int? {
        if start > 0 { moveToFront() }
        precondition(!isFull, "a full buffer must be used before more is read")
        let room = UnsafeMutableRawBufferPointer(start: storage + end, count: capacity - end)
        guard let count = try stream.read(into: room) else { return nil }
        end += count
        return count
    }

    /// Bytes that another process had read before it handed the connection over.
    func preload(_ bytes: [UInt8]) {
        precondition(isEmpty && bytes.count <= capacity, "a handed-over connection begins anew")
        bytes.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            storage.update(from: base, count: source.count)
        }
        end = bytes.count
    }

    private func moveToFront() {
        storage.update(from: storage + start, count: end - start)
        end -= start
        start = 0
    }
}

/// The read buffers of one loop. A connection holds one only while it has unused bytes, so a
/// thousand idle connections hold none.
final class BufferPool {
    private static let mostKept = 64

    let capacity: Int
    private var free: [ReadBuffer] = []

    init(capacity: Int) {
        self.capacity = capacity
    }

    func take() -> ReadBuffer {
        free.popLast() ?? ReadBuffer(capacity: capacity)
    }

    func giveBack(_ buffer: ReadBuffer) {
        guard free.count < Self.mostKept else { return }
        buffer.clear()
        free.append(buffer)
    }
}

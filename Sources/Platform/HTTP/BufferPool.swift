/// What the connections of one loop read into. A connection holds memory only while it has unused
/// bytes, so a thousand idle connections hold none.
final class BufferPool {
    private static let mostKept = 64
    /// Smaller pieces the allocator has at hand, for larger ones it looks around.
    private static let recycledBytes = 1_024...16_384

    let capacity: Int
    private var free: [UnsafeMutableBufferPointer<UInt8>] = []
    /// The piece that was given out last: mostly it is passed on at once and free again by the next.
    private var lastPiece: [UInt8] = []

    init(capacity: Int) {
        self.capacity = capacity
    }

    deinit {
        for memory in free { memory.deallocate() }
    }

    func take() -> UnsafeMutableBufferPointer<UInt8> {
        free.popLast() ?? .allocate(capacity: capacity)
    }

    /// Takes back what came from here, and what somebody allocated.
    func giveBack(_ memory: UnsafeMutableBufferPointer<UInt8>) {
        guard memory.count == capacity, free.count < Self.mostKept else {
            return memory.deallocate()
        }
        free.append(memory)
    }

    /// The bytes for whoever wants them for longer.
    func copy(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        // A piece may be kept for long, so one much larger than its bytes is not given out.
        guard Self.recycledBytes.contains(bytes.count), bytes.count >= lastPiece.capacity / 2
        else { return Array(bytes) }
        lastPiece.removeAll(keepingCapacity: true)
        lastPiece.append(contentsOf: bytes)
        return lastPiece
    }
}

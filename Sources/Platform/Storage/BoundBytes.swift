/// Where the texts and blobs that are bound to a statement lie while it runs: SQLite would make a copy
/// of each in memory of its own, and a transaction has dozens.
///
/// They stay until the next use of the statement, which binds all of them anew.
struct BoundBytes: ~Copyable {
    /// What is longer is SQLite's to copy.
    private static let mostBytes = 4_096

    private var start = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 1)
    private var capacity = 64
    private var used = 0
    /// With what found no room.
    private var wanted = 0

    deinit {
        start.deallocate()
    }

    /// Makes room for what the next use will bind, which is much like the last. No bound value may be
    /// looked at any more.
    mutating func reuse() {
        if wanted > capacity, capacity < Self.mostBytes {
            while capacity < min(wanted, Self.mostBytes) { capacity *= 2 }
            start.deallocate()
            start = .allocate(byteCount: capacity, alignment: 1)
        }
        used = 0
        wanted = 0
    }

    /// Whether SQLite has copies of what found no room.
    var hasOverflowed: Bool { wanted > used }

    /// Nil when there is no room.
    mutating func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
        wanted += bytes.count
        guard bytes.count <= capacity - used else { return nil }
        let place = start + used
        UnsafeMutableRawBufferPointer(start: place, count: bytes.count).copyMemory(from: bytes)
        used += bytes.count
        return UnsafeRawPointer(place)
    }
}

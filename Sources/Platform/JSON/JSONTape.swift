import Glibc

/// One value or name on the tape.
struct JSONEntry {
    enum Kind: UInt8 {
        case null, `false`, `true`, integer, unsigned, double, string, name, array, object
    }

    let kind: Kind
    /// Of a string or name: whether `String` need not look for itself.
    var isASCII = false
    /// Of a string or name: where its bytes begin. Of a container: how many elements or members.
    var first: UInt32
    /// The bits of a number; the length of a string or name; of a container, the index behind its
    /// last entry.
    var second: UInt64
}

/// The tape while it is written. Whoever holds it deallocates it.
struct JSONTape {
    private(set) var entries: UnsafeMutablePointer<JSONEntry>
    private(set) var count = 0
    private var capacity: Int
    private let limit: Int

    init(expecting count: Int, limit: Int) {
        self.limit = limit
        capacity = min(count, limit)
        entries = .allocate(capacity: capacity)
    }

    func deallocate() {
        entries.deallocate()
    }

    @inline(__always)
    mutating func append(
        _ kind: JSONEntry.Kind, isASCII: Bool = false, first: UInt32 = 0, second: UInt64 = 0
    ) throws(JSONError) {
        if count == capacity { try grow() }
        (entries + count).initialize(
            to: JSONEntry(kind: kind, isASCII: isASCII, first: first, second: second))
        count &+= 1
    }

    @inline(never)
    private mutating func grow() throws(JSONError) {
        guard capacity < limit else { throw .excessive(.values, limit: limit) }
        capacity = min(2 * capacity, limit)
        let larger = UnsafeMutablePointer<JSONEntry>.allocate(capacity: capacity)
        larger.moveInitialize(from: entries, count: count)
        entries.deallocate()
        entries = larger
    }

    /// The array or object at `index` ends here, and has `elementCount` elements or members.
    mutating func close(_ index: Int, elementCount: UInt32) {
        entries[index].first = elementCount
        entries[index].second = UInt64(count)
    }
}

// MARK: - Reading, while it is written and after

extension UnsafeMutablePointer<JSONEntry> {
    /// The index behind the value at `index` and all that is inside it.
    @inline(__always)
    func end(of index: Int) -> Int {
        switch self[index].kind {
        case .array, .object: Int(self[index].second)
        default: index &+ 1
        }
    }

    /// The bytes of the string or name at `index`.
    @inline(__always)
    func utf8(of index: Int, in text: UnsafeMutablePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text + Int(self[index].first), count: Int(self[index].second))
    }
}

extension UnsafeBufferPointer<UInt8> {
    @inline(__always)
    func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard let one = baseAddress, let other = other.baseAddress else { return true }
        return memcmp(one, other, count) == 0
    }
}

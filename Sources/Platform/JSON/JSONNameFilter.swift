/// Remembers which names an object has had, in one word: "certainly new" is nearly always the answer,
/// and costs a nanosecond.
struct JSONNameFilter {
    private(set) var bits: UInt64 = 0

    /// Whether the name is certainly new. `name` has at least eight readable bytes.
    @inline(__always)
    mutating func insert(_ name: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var word = UInt64(littleEndian: UnsafeRawPointer(name).loadUnaligned(as: UInt64.self))
        if count < 8 { word &= (1 << UInt64(8 * count)) &- 1 }
        let hash = (word ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15
        let bit: UInt64 = 1 << (hash >> 58)
        let isNew = bits & bit == 0
        bits |= bit
        return isNew
    }
}

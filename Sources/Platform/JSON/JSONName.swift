import Glibc

/// A name to look for. Its first eight bytes stand in a word, which tells most names apart.
struct JSONName {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let word: UInt64
    private let mask: UInt64

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        mask = bytes.count < 8 ? (1 << UInt64(8 * bytes.count)) &- 1 : .max
        var word: UInt64 = 0
        for byte in bytes.prefix(8).reversed() { word = word << 8 | UInt64(byte) }
        self.word = word
    }

    @inline(__always)
    func isEqual(to entry: JSONEntry, in text: UnsafeMutablePointer<UInt8>) -> Bool {
        guard entry.second == UInt64(bytes.count) else { return false }
        let other = text + Int(entry.first)
        let start = UInt64(littleEndian: UnsafeRawPointer(other).loadUnaligned(as: UInt64.self))
        guard start & mask == word else { return false }
        return bytes.count <= 8 || memcmp(other, bytes.baseAddress!, bytes.count) == 0
    }
}

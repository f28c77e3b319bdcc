import Glibc

/// The memory that JSON text is written into: borrowed at first, its own once that is full.
///
/// Every value is followed by a comma, and whoever closes a container or ends the text takes the last
/// one back: so no field has to ask whether it is the first.
@usableFromInline
struct JSONOutput: ~Copyable {
    private(set) var start: UnsafeMutablePointer<UInt8>
    @usableFromInline var next: UnsafeMutablePointer<UInt8>
    @usableFromInline private(set) var end: UnsafeMutablePointer<UInt8>
    private(set) var isBorrowing = true

    init(borrowing memory: UnsafeMutableBufferPointer<UInt8>) {
        guard let address = memory.baseAddress else { preconditionFailure("no memory to borrow") }
        start = address
        next = address
        end = address + memory.count
    }

    deinit {
        if !isBorrowing { free(start) }
    }

    /// The text, whole, without the comma after it.
    var text: UnsafeMutableBufferPointer<UInt8> {
        UnsafeMutableBufferPointer(start: start, count: next - start - 1)
    }

    @inlinable @inline(__always)
    mutating func reserve(_ byteCount: Int) {
        if end - next < byteCount { grow(byteCount) }
    }

    /// Moves the text to memory at least twice the size.
    @usableFromInline @inline(never)
    mutating func grow(_ byteCount: Int) {
        let count = next - start
        let capacity = max(2 * (end - start), count + byteCount, 256)
        let moved = isBorrowing ? malloc(capacity) : realloc(start, capacity)
        guard let moved else { preconditionFailure("out of memory for \(capacity) bytes of JSON") }
        if isBorrowing { memcpy(moved, start, count) }
        start = moved.assumingMemoryBound(to: UInt8.self)
        next = start + count
        end = start + capacity
        isBorrowing = false
    }
}

// MARK: - Punctuation and literals

extension JSONOutput {
    @inlinable @inline(__always)
    mutating func open(_ bracket: UInt8) {
        reserve(1)
        next[0] = bracket
        next += 1
    }

    /// The bracket takes the place of the last value's comma, if there was a value.
    @inlinable @inline(__always)
    mutating func close(_ bracket: UInt8) {
        reserve(2)
        if next[-1] == UInt8(ascii: ",") { next -= 1 }
        next[0] = bracket
        next[1] = UInt8(ascii: ",")
        next += 2
    }

    @inlinable @inline(__always)
    mutating func write(_ value: Bool) {
        if value {
            literal(0x2C_6575_7274, byteCount: 5)
        } else {
            literal(0x2C65_736C_6166, byteCount: 6)
        }
    }

    @inlinable @inline(__always)
    mutating func writeNull() {
        literal(0x2C_6C6C_756E, byteCount: 5)
    }

    /// A short word with its comma, first letter in the lowest byte, as one store.
    @inlinable @inline(__always)
    mutating func literal(_ letters: UInt64, byteCount: Int) {
        reserve(8)
        UnsafeMutableRawPointer(next).storeBytes(of: letters.littleEndian, as: UInt64.self)
        next += byteCount
    }
}

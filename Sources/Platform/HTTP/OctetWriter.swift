/// Writes octets one behind the other into memory that was reserved once for all of them: a head is
/// made of two dozen pieces, and an array would look for room before each.
///
/// Whoever reserves counts beforehand. To run out of room is a bug, and overwrites nothing.
struct OctetWriter {
    private let start: UnsafeMutablePointer<UInt8>
    private var next: UnsafeMutablePointer<UInt8>
    private let end: UnsafeMutablePointer<UInt8>

    fileprivate init(_ memory: UnsafeMutableBufferPointer<UInt8>) {
        guard let start = memory.baseAddress else { preconditionFailure("nothing was reserved") }
        self.start = start
        next = start
        end = start + memory.count
    }

    /// How many have been written.
    var count: Int { next - start }

    mutating func write(_ octet: UInt8) {
        advance(1).pointee = octet
    }

    mutating func write(_ octets: UnsafeBufferPointer<UInt8>) {
        guard let source = octets.baseAddress else { return }
        advance(octets.count).update(from: source, count: octets.count)
    }

    @inline(__always)
    mutating func write(_ text: StaticString) {
        let count = text.utf8CodeUnitCount
        advance(count).update(from: text.utf8Start, count: count)
    }

    mutating func write(_ octets: [UInt8]) {
        octets.withUnsafeBufferPointer { write($0) }
    }

    /// Not `write(_:)`: a literal would be taken for a string then.
    mutating func write(text: String) {
        var text = text
        text.withUTF8 { write($0) }
    }

    mutating func write(decimal number: Int) {
        precondition(number >= 0, "a length is never negative")
        var digitCount = 1
        var rest = number
        while rest >= 10 {
            rest /= 10
            digitCount += 1
        }
        let digits = advance(digitCount)
        rest = number
        for index in (0..<digitCount).reversed() {
            digits[index] = Octet.zero + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    @inline(__always)
    private mutating func advance(_ count: Int) -> UnsafeMutablePointer<UInt8> {
        precondition(count <= end - next, "more is written than was reserved")
        defer { next += count }
        return next
    }
}

extension [UInt8] {
    /// Writes at most `mostBytes` behind what is there.
    @inline(__always)
    mutating func write(atMost mostBytes: Int, _ body: (inout OctetWriter) -> Void) {
        append(addingCapacity: mostBytes) { span in
            span.withUnsafeMutableBufferPointer { memory, count in
                var writer = OctetWriter(memory)
                body(&writer)
                count = writer.count
            }
        }
    }
}

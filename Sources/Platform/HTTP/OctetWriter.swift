/// Writes octets one behind the other into memory that was reserved once for all of them: a head is
/// made of two dozen pieces, and an array would look for room before each.
///
/// Whoever reserves counts beforehand. To run out of room is a bug, and overwrites nothing.
struct OctetWriter {
    private let start: UnsafeMutablePointer<UInt8>
    private var next: UnsafeMutablePointer<UInt8>
    private let end: UnsafeMutablePointer<UInt8>

    init(_ memory: UnsafeMutableBufferPointer<UInt8>) {
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

    /// The token that `text` begins with, in lower case; answers where it now stands.
    @inline(__always)
    mutating func writeLowercasedToken(
        at text: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        precondition(text.count <= end - next, "more may be written than was reserved")
        let lowercased = OctetClass.lowercasedTokens.utf8Start
        let written = next
        var count = 0
        while count < text.count, text[count] < 128 {
            let octet = lowercased[Int(text[count])]
            if octet == 0 { break }
            written[count] = octet
            count &+= 1
        }
        next = written + count
        return UnsafeBufferPointer(start: written, count: count)
    }

    /// For what is known only later.
    mutating func makeRoom(_ count: Int) -> UnsafeMutableRawPointer {
        UnsafeMutableRawPointer(advance(count))
    }

    /// Not `write(_:)`: a literal would be taken for a string then.
    mutating func write(text: String) {
        var text = text
        text.withUTF8 { write($0) }
    }

    mutating func write(decimal number: Int) {
        precondition(number >= 0, "a length is never negative")
        // Unsigned, so that dividing by a constant is multiplying.
        var rest = UInt(number)
        var digitCount = 1
        var power: UInt = 10
        while rest >= power, digitCount < 19 {
            digitCount += 1
            power *= 10
        }
        let digits = advance(digitCount)
        var index = digitCount
        while index > 0 {
            index &-= 1
            digits[index] = Octet.zero &+ UInt8(truncatingIfNeeded: rest % 10)
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
    /// What `body` writes, at most `mostBytes`.
    @inline(__always)
    init(atMost mostBytes: Int, _ body: (inout OctetWriter) -> Void) {
        // Not with a capacity to begin with: that initialiser asks for its metadata at run time.
        self = []
        write(atMost: mostBytes, body)
    }

    /// Writes at most `mostBytes` behind what is there.
    @inline(__always)
    mutating func write<Failure: Error>(
        atMost mostBytes: Int, _ body: (inout OctetWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try append(addingCapacity: mostBytes) { span throws(Failure) in
            try span.withUnsafeMutableBufferPointer { memory, count throws(Failure) in
                var writer = OctetWriter(memory)
                try body(&writer)
                count = writer.count
            }
        }
    }
}

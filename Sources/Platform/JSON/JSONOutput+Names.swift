extension JSONOutput {
    /// The name of a member and its colon.
    ///
    /// Names are literals of our own code, so one that needs an escape is a bug. The check costs
    /// nothing: with the literal at hand the optimiser works it out, and stores the name as words.
    @inlinable @inline(__always)
    mutating func write(name: StaticString) {
        let count = name.utf8CodeUnitCount
        precondition(JSONOutput.isPlain(name.utf8Start, count), "a field's name needs an escape")
        reserve(count + 3)
        let at = next
        at[0] = UInt8(ascii: "\"")
        UnsafeMutableRawPointer(at + 1).copyMemory(from: name.utf8Start, byteCount: count)
        at[count + 1] = UInt8(ascii: "\"")
        at[count + 2] = UInt8(ascii: ":")
        next = at + (count + 3)
    }

    /// A name known only at run time is escaped as any string is.
    mutating func write(name: String) {
        write(name)
        next[-1] = UInt8(ascii: ":")
    }

    /// In straight lines rather than byte by byte: a loop that may leave early is not worked out.
    @inlinable @inline(__always)
    static func isPlain(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let text = UnsafeRawPointer(text)
        var found: UInt64 = 0
        var at = 0
        while at &+ 8 <= count {
            found |= specials(in: text.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at &+= 8
        }
        if count & 4 != 0 {
            let four = text.loadUnaligned(fromByteOffset: at, as: UInt32.self)
            found |= specials(in: 0x2020_2020 << 32 | UInt64(four))
            at &+= 4
        }
        if count & 2 != 0 {
            let two = text.loadUnaligned(fromByteOffset: at, as: UInt16.self)
            found |= specials(in: 0x2020_2020_2020 << 16 | UInt64(two))
            at &+= 2
        }
        if count & 1 != 0 {
            let one = text.load(fromByteOffset: at, as: UInt8.self)
            found |= specials(in: 0x20_2020_2020_2020 << 8 | UInt64(one))
        }
        return found == 0
    }

    /// The high bit of each byte that is a control character, a quote or a backslash; after the first
    /// such byte there may be false ones.
    ///
    /// Subtracting borrows from the next byte only where a byte was too small, that is, behind a hit.
    @inlinable @inline(__always)
    static func specials(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let control = word &- ones &* 0x20
        let quote = (word ^ ones &* 0x22) &- ones
        let backslash = (word ^ ones &* 0x5C) &- ones
        return (control | quote | backslash) & ~word & (ones &* 0x80)
    }
}

extension UInt64 {
    /// Of a word with the high bits of some bytes set, the first such byte; 8 when there is none.
    @inline(__always)
    var firstByte: Int { trailingZeroBitCount >> 3 }
}

extension JSONOutput {
    @usableFromInline
    mutating func write(_ text: String) {
        let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { write(utf8: $0) }
        if isWritten == nil {
            var native = text
            native.withUTF8 { write(utf8: $0) }
        }
    }

    @usableFromInline
    mutating func write(_ text: UTF8Span) {
        text.span.withUnsafeBufferPointer { write(utf8: $0) }
    }

    /// A string in quotes, with its comma. The bytes are known to be valid.
    mutating func write(utf8 text: UnsafeBufferPointer<UInt8>) {
        reserve(text.count + 3)
        next[0] = UInt8(ascii: "\"")
        next += 1
        if let start = text.baseAddress { copy(UnsafeRawPointer(start), text.count) }
        next[0] = UInt8(ascii: "\"")
        next[1] = UInt8(ascii: ",")
        next += 2
    }

    /// Copies sixteen bytes at a time, up to the first that needs an escape. The last sixteen may
    /// overlap those before.
    private mutating func copy(_ text: UnsafeRawPointer, _ count: Int) {
        guard count >= 16 else { return copyFew(text, count) }
        let to = UnsafeMutableRawPointer(next)
        var done = 0
        while done < count {
            let at = min(done, count &- 16)
            let first = text.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let last = text.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self)
            let found = JSONOutput.specials(in: first) | JSONOutput.specials(in: last)
            if found != 0 { return copyEscaping(text, count, from: at) }
            to.storeBytes(of: first, toByteOffset: at, as: UInt64.self)
            to.storeBytes(of: last, toByteOffset: at &+ 8, as: UInt64.self)
            done = at &+ 16
        }
        next += count
    }

    /// Fewer than sixteen: their first and their last eight, or four, which may overlap.
    private mutating func copyFew(_ text: UnsafeRawPointer, _ count: Int) {
        let to = UnsafeMutableRawPointer(next)
        var found: UInt64 = 0
        if count >= 8 {
            let first = text.loadUnaligned(as: UInt64.self)
            let last = text.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            found = JSONOutput.specials(in: first) | JSONOutput.specials(in: last)
            to.storeBytes(of: first, as: UInt64.self)
            to.storeBytes(of: last, toByteOffset: count &- 8, as: UInt64.self)
        } else if count >= 4 {
            let first = text.loadUnaligned(as: UInt32.self)
            let last = text.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
            found = JSONOutput.specials(in: UInt64(first) | UInt64(last) << 32)
            to.storeBytes(of: first, as: UInt32.self)
            to.storeBytes(of: last, toByteOffset: count &- 4, as: UInt32.self)
        } else {
            for offset in 0..<count {
                let byte = text.load(fromByteOffset: offset, as: UInt8.self)
                found |= JSONOutput.specials(in: 0x2020_2020_2020_2000 | UInt64(byte))
                next[offset] = byte
            }
        }
        if found != 0 { return copyEscaping(text, count, from: 0) }
        next += count
    }

    // MARK: - Escapes

    /// From the first word with something to escape on. Between escapes it copies words again.
    @inline(never)
    private mutating func copyEscaping(_ text: UnsafeRawPointer, _ count: Int, from done: Int) {
        next += done
        reserve(6 * (count - done) + 8)
        var done = done
        while done < count {
            if done &+ 8 <= count {
                let word = text.loadUnaligned(fromByteOffset: done, as: UInt64.self)
                UnsafeMutableRawPointer(next).storeBytes(of: word, as: UInt64.self)
                let plain = JSONOutput.specials(in: UInt64(littleEndian: word)).firstByte
                next += plain
                done += plain
                if plain == 8 { continue }
            }
            writeEscaping(text.load(fromByteOffset: done, as: UInt8.self))
            done += 1
        }
    }

    private mutating func writeEscaping(_ byte: UInt8) {
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
            next[0] = byte
            next += 1
            return
        }
        next[0] = UInt8(ascii: "\\")
        if let letter = JSONOutput.shortEscape(byte) {
            next[1] = letter
            next += 2
        } else {
            let digit = byte & 0xF
            next[1] = UInt8(ascii: "u")
            next[2] = UInt8(ascii: "0")
            next[3] = UInt8(ascii: "0")
            next[4] = UInt8(ascii: "0") + byte >> 4
            next[5] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            next += 6
        }
    }

    private static func shortEscape(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
        case 0x08: UInt8(ascii: "b")
        case 0x09: UInt8(ascii: "t")
        case 0x0A: UInt8(ascii: "n")
        case 0x0C: UInt8(ascii: "f")
        case 0x0D: UInt8(ascii: "r")
        default: nil
        }
    }
}

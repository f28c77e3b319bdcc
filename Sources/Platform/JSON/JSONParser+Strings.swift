extension JSONParser {
    /// A string or name, from its opening quote to behind the closing one.
    @inline(__always)
    mutating func string(_ kind: JSONEntry.Kind) throws(JSONError) {
        at += 1
        let first = at
        let isASCII = try skipPlain()
        if at[0] == UInt8(ascii: "\\") { return try stringWithEscapes(kind, first) }
        try tape.append(
            kind, isASCII: isASCII, first: UInt32(truncatingIfNeeded: first - text),
            second: UInt64(at - first))
        at += 1
    }

    /// Goes to the next quote or backslash, over valid UTF-8 only. Whether all of it was ASCII.
    @inline(__always)
    private mutating func skipPlain() throws(JSONError) -> Bool {
        let highBits: UInt64 = 0x8080_8080_8080_8080
        var isASCII = true
        while true {
            let word = UInt64(littleEndian: UnsafeRawPointer(at).loadUnaligned(as: UInt64.self))
            let stops = JSONOutput.specials(in: word) | (word & highBits)
            guard stops != 0 else {
                at += 8
                continue
            }
            at += stops.firstByte
            if at[0] == UInt8(ascii: "\"") || at[0] == UInt8(ascii: "\\") { return isASCII }
            guard at[0] >= 0x80 else { throw flaw(.controlCharacter) }
            isASCII = false
            repeat {
                let length = JSONParser.lengthOfScalar(at)
                guard length > 0 else { throw flaw(.invalidUTF8) }
                at += length
            } while at[0] >= 0x80
        }
    }

    /// Two, three or four bytes of well-formed UTF-8 (RFC 3629), or 0.
    ///
    /// Each mask is the form of lead and continuation bytes, first byte lowest. `top` are the highest
    /// bits of the scalar: zeros for an overlong form, 0x200D for a surrogate, more than 16 beyond
    /// U+10FFFF.
    @inline(__always)
    static func lengthOfScalar(_ bytes: UnsafePointer<UInt8>) -> Int {
        let word = UInt32(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self))
        if word & 0x00C0_C0F0 == 0x0080_80E0 {
            let top = word & 0x200F
            return top == 0 || top == 0x200D ? 0 : 3
        }
        if word & 0xC0E0 == 0x80C0 {
            return word & 0x1E == 0 ? 0 : 2
        }
        if word & 0xC0C0_C0F8 == 0x8080_80F0 {
            let top = (word & 0x07) << 2 | (word & 0x3000) >> 12
            return (1...16).contains(top) ? 4 : 0
        }
        return 0
    }

    @inline(never)
    private mutating func stringWithEscapes(
        _ kind: JSONEntry.Kind, _ first: UnsafeMutablePointer<UInt8>
    ) throws(JSONError) {
        var to = at
        while at[0] == UInt8(ascii: "\\") {
            try escape(&to)
            let plain = at
            _ = try skipPlain()
            to.update(from: plain, count: at - plain)
            to += at - plain
        }
        try tape.append(
            kind, first: UInt32(truncatingIfNeeded: first - text), second: UInt64(to - first))
        at += 1
    }

    /// Resolves one escape in place: what it stands for is never longer than itself.
    private mutating func escape(_ to: inout UnsafeMutablePointer<UInt8>) throws(JSONError) {
        let letter = at[1]
        if letter == UInt8(ascii: "u") { return try unicodeEscape(&to) }
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): to[0] = letter
        case UInt8(ascii: "b"): to[0] = 0x08
        case UInt8(ascii: "f"): to[0] = 0x0C
        case UInt8(ascii: "n"): to[0] = 0x0A
        case UInt8(ascii: "r"): to[0] = 0x0D
        case UInt8(ascii: "t"): to[0] = 0x09
        default: throw flaw(.invalidEscape)
        }
        to += 1
        at += 2
    }

    private mutating func unicodeEscape(_ to: inout UnsafeMutablePointer<UInt8>) throws(JSONError) {
        guard var code = JSONParser.fourDigits(at + 2) else { throw flaw(.invalidEscape) }
        var length = 6
        if 0xD800..<0xDC00 ~= code, at[6] == UInt8(ascii: "\\"), at[7] == UInt8(ascii: "u"),
            let low = JSONParser.fourDigits(at + 8), 0xDC00..<0xE000 ~= low
        {
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            length = 12
        }
        guard let scalar = Unicode.Scalar(code) else { throw flaw(.loneSurrogate) }
        for byte in UTF8.encode(scalar)! {
            to[0] = byte
            to += 1
        }
        at += length
    }

    private static func fourDigits(_ text: UnsafePointer<UInt8>) -> UInt32? {
        var code: UInt32 = 0
        for offset in 0..<4 {
            switch text[offset] {
            case let digit where UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit:
                code = code << 4 | UInt32(digit - UInt8(ascii: "0"))
            case let letter where UInt8(ascii: "a")...UInt8(ascii: "f") ~= letter | 0x20:
                code = code << 4 | UInt32(letter | 0x20 - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return code
    }
}

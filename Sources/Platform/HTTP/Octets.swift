import Glibc

/// The character classes of RFC 9110 and RFC 3986, as one bit an ASCII character.
struct OctetClass {
    private let low: UInt64
    private let high: UInt64

    /// Letters, digits and `others`.
    init(alphanumericsAnd others: StaticString) {
        var bits: (low: UInt64, high: UInt64) = (0, 0)
        func add(_ octet: UInt8) {
            if octet < 64 { bits.low |= 1 << octet } else { bits.high |= 1 << (octet - 64) }
        }
        for octet in UInt8(ascii: "a")...UInt8(ascii: "z") { add(octet) }
        for octet in UInt8(ascii: "A")...UInt8(ascii: "Z") { add(octet) }
        for octet in UInt8(ascii: "0")...UInt8(ascii: "9") { add(octet) }
        others.withUTF8Buffer { for octet in $0 { add(octet) } }
        low = bits.low
        high = bits.high
    }

    @inline(__always)
    func contains(_ octet: UInt8) -> Bool {
        guard octet < 128 else { return false }
        return ((octet < 64 ? low : high) &>> UInt64(octet)) & 1 == 1
    }

    /// tchar: what method and field names are made of.
    static let token = OctetClass(alphanumericsAnd: "!#$%&'*+-.^_`|~")
    /// pchar without the percent sign, and the slash.
    static let path = OctetClass(alphanumericsAnd: "-._~!$&'()*+,;=:@/")
    static let query = OctetClass(alphanumericsAnd: "-._~!$&'()*+,;=:@/?")
}

extension OctetClass {
    /// The characters of tokens in lower case, each at its place in ASCII; NUL stands for all others.
    /// One look tells what is needed of a name's octet, and names are the most of a head.
    static let lowercasedTokens: StaticString = """
        \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
        \0!\0#$%&'\0\0*+\0-.\0\
        0123456789\0\0\0\0\0\0\
        \0abcdefghijklmno\
        pqrstuvwxyz\0\0\0^_\
        `abcdefghijklmno\
        pqrstuvwxyz\0|\0~\0
        """
}

enum Octet {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let colon = UInt8(ascii: ":")
    static let comma = UInt8(ascii: ",")
    static let slash = UInt8(ascii: "/")
    static let questionMark = UInt8(ascii: "?")
    static let percent = UInt8(ascii: "%")
    static let dot = UInt8(ascii: ".")
    static let zero = UInt8(ascii: "0")
    static let nine = UInt8(ascii: "9")

    /// VCHAR, SP, HTAB or obs-text: all that a field value may hold (RFC 9110, 5.5).
    @inline(__always)
    static func isFieldContent(_ octet: UInt8) -> Bool {
        octet >= 0x20 ? octet != 0x7f : octet == tab
    }

    /// How many of eight octets stand before the first control character, be it a tab.
    @inline(__always)
    static func countBeforeControl(_ eight: UInt64) -> Int {
        // Subtracting borrows from an octet's high bit where the octet is the smaller, and behind
        // the first such octet perhaps elsewhere.
        let below = (eight &- 0x2020_2020_2020_2020) & ~eight
        let delete = eight ^ 0x7f7f_7f7f_7f7f_7f7f
        let isDelete = (delete &- 0x0101_0101_0101_0101) & ~delete
        return ((below | isDelete) & 0x8080_8080_8080_8080).trailingZeroBitCount / 8
    }

    @inline(__always)
    static func isDigit(_ octet: UInt8) -> Bool {
        octet &- zero < 10
    }

    @inline(__always)
    static func isWhitespace(_ octet: UInt8) -> Bool {
        octet == space || octet == tab
    }

    @inline(__always)
    static func lowercased(_ octet: UInt8) -> UInt8 {
        octet &- UInt8(ascii: "A") < 26 ? octet | 0x20 : octet
    }

    static func hexValue(_ octet: UInt8) -> UInt8? {
        switch octet {
        case zero...nine: octet - zero
        case UInt8(ascii: "a")...UInt8(ascii: "f"): octet - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): octet - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

// MARK: - Octets of a message

extension UnsafeBufferPointer<UInt8> {
    @inline(__always)
    func equals(_ other: StaticString) -> Bool {
        guard count == other.utf8CodeUnitCount else { return false }
        guard let baseAddress else { return true }
        return memcmp(baseAddress, other.utf8Start, count) == 0
    }

    @inline(__always)
    func equals(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        guard let baseAddress else { return true }
        return memcmp(baseAddress, other, count) == 0
    }

    /// Where `octet` first stands.
    @inline(__always)
    func place(of octet: UInt8, from start: Int = 0) -> Int? {
        guard start < count, let base = baseAddress,
            let found = memchr(base + start, Int32(octet), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// The first octet from `start` on that no field may hold; the count when there is none.
    @inline(__always)
    func endOfFieldContent(from start: Int = 0) -> Int {
        guard let base = UnsafeRawPointer(baseAddress) else { return start }
        var position = start
        while position &+ 8 <= count {
            let eight = base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let passed = Octet.countBeforeControl(UInt64(littleEndian: eight))
            position &+= passed
            if passed == 8 { continue }
            guard self[position] == Octet.tab else { return position }
            position &+= 1
        }
        while position < count, Octet.isFieldContent(self[position]) { position &+= 1 }
        return position
    }

    func equalsIgnoringCase(_ other: StaticString) -> Bool {
        guard count == other.utf8CodeUnitCount else { return false }
        let wanted = other.utf8Start
        for index in 0..<count where Octet.lowercased(self[index]) != wanted[index] {
            return false
        }
        return true
    }

    /// The elements of a comma-separated list, without white space around them or empty ones.
    var listElements: [UnsafeBufferPointer<UInt8>] {
        split(separator: Octet.comma).compactMap { part in
            let element = UnsafeBufferPointer(rebasing: part).trimmed
            return element.isEmpty ? nil : element
        }
    }

    /// How many of them there are, the empty ones too: cheap to know before a list is made.
    var listElementCount: Int { count { $0 == Octet.comma } + 1 }

    var trimmed: UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = count
        while start < end, Octet.isWhitespace(self[start]) { start += 1 }
        while end > start, Octet.isWhitespace(self[end - 1]) { end -= 1 }
        return UnsafeBufferPointer(rebasing: self[start..<end])
    }
}

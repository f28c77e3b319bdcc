/// An address of the internet, as a number. One of IPv4 is kept as IPv6 maps it
/// (`::ffff:192.0.2.1`), so that a client has one address however it is written.
struct IPAddress: Hashable, Sendable {
    private typealias Text = Substring.UTF8View

    private static let mapped: UInt128 = 0xffff << 32
    private static let groupCount = 8
    /// Six groups and an IPv4 address behind them.
    private static let longest = 45
    private static let colon = UInt8(ascii: ":")
    private static let dot = UInt8(ascii: ".")

    let bits: UInt128

    var isIPv4: Bool { bits >> 32 == Self.mapped >> 32 }

    init?(_ text: String) {
        self.init(text[...])
    }

    init?(_ text: Substring) {
        let text = text.utf8
        guard text.count <= Self.longest else { return nil }
        if let low = Self.ipv4(text) {
            bits = Self.mapped | UInt128(low)
        } else if let all = Self.ipv6(text) {
            bits = all
        } else {
            return nil
        }
    }

    /// In one go, for every request comes with one.
    private static func ipv4(_ text: Text) -> UInt32? {
        var bits: UInt32 = 0
        var part: UInt32 = 0
        var digits = 0
        var dots = 0
        for octet in text {
            if octet == dot {
                guard digits > 0, dots < 3 else { return nil }
                bits = bits << 8 | part
                (part, digits, dots) = (0, 0, dots + 1)
                continue
            }
            // Some read a leading zero as octal.
            guard let digit = value(octet, radix: 10), digits == 0 || part > 0 else { return nil }
            part = part * 10 + digit
            digits += 1
            guard part < 256 else { return nil }
        }
        return digits > 0 && dots == 3 ? bits << 8 | part : nil
    }

    /// At most one `::`, which stands for one group of zeros or more.
    private static func ipv6(_ text: Text) -> UInt128? {
        guard
            let gap = zip(text.indices, text.indices.dropFirst())
                .first(where: { text[$0] == colon && text[$1] == colon })
        else {
            guard !text.isEmpty, let all = groups(text, mayEndInIPv4: true), all.count == groupCount
            else { return nil }
            return bits(all)
        }
        guard let front = groups(text[..<gap.0], mayEndInIPv4: false),
            let back = groups(text[text.index(after: gap.1)...], mayEndInIPv4: true),
            front.count + back.count < groupCount
        else { return nil }
        let zeros = [UInt32](repeating: 0, count: groupCount - front.count - back.count)
        return bits(front + zeros + back)
    }

    private static func groups(_ text: Text, mayEndInIPv4: Bool) -> [UInt32]? {
        if text.isEmpty { return [] }
        var groups: [UInt32] = []
        let parts = text.split(separator: colon, omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if mayEndInIPv4, index == parts.count - 1, let low = ipv4(part) {
                groups += [low >> 16, low & 0xffff]
            } else if let group = group(part) {
                groups.append(group)
            } else {
                return nil
            }
        }
        return groups
    }

    private static func group(_ text: Text) -> UInt32? {
        guard (1...4).contains(text.count) else { return nil }
        var group: UInt32 = 0
        for octet in text {
            guard let digit = value(octet, radix: 16) else { return nil }
            group = group << 4 | digit
        }
        return group
    }

    private static func bits(_ groups: [UInt32]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }

    private static func value(_ digit: UInt8, radix: UInt32) -> UInt32? {
        let value: UInt8
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
        default: return nil
        }
        return value < radix ? UInt32(value) : nil
    }
}

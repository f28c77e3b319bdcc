/// The value of `Host`: `host [":" port]`, where the host is a name, an IPv4 address, or an IPv6
/// literal in brackets.
enum HostField {
    private static let name = OctetClass(alphanumericsAnd: "-._~!$&'()*+,;=")

    static func isValid(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let end = value.first == UInt8(ascii: "[") ? literalEnd(value) : nameEnd(value)
        guard end > 0 else { return false }
        return end == value.count || isPort(value, from: end)
    }

    /// Behind a name, or zero when there is none.
    private static func nameEnd(_ value: UnsafeBufferPointer<UInt8>) -> Int {
        let allowed = name
        var end = 0
        while end < value.count, allowed.contains(value[end]) { end += 1 }
        return end
    }

    /// Behind `[2001:db8::1]`, or zero when it is none.
    private static func literalEnd(_ value: UnsafeBufferPointer<UInt8>) -> Int {
        var end = 1
        while end < value.count, isAddressOctet(value[end]) { end += 1 }
        return end > 2 && end < value.count && value[end] == UInt8(ascii: "]") ? end + 1 : 0
    }

    private static func isAddressOctet(_ octet: UInt8) -> Bool {
        Octet.hexValue(octet) != nil || octet == Octet.colon || octet == Octet.dot
    }

    /// A colon and a number up to 65535; RFC 3986 lets the digits be left out.
    private static func isPort(_ value: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard value[start] == Octet.colon, value.count - start <= 6 else { return false }
        var port = 0
        for octet in value[(start + 1)...] {
            guard Octet.isDigit(octet) else { return false }
            port = port * 10 + Int(octet - Octet.zero)
        }
        return port <= 65_535
    }
}

/// A request target, read by taking RFC 3986 at its word.
struct ReferenceTarget {
    /// Path, and query where there is a `?`.
    let parts: [String]
    let authority: [UInt8]?

    init?(_ target: ArraySlice<UInt8>, isForOptions: Bool) {
        guard target.allSatisfy({ (33...126).contains($0) }) else { return nil }
        let text = String(decoding: target, as: UTF8.self)
        if text == "*" {
            guard isForOptions else { return nil }
            parts = ["*"]
            authority = nil
        } else if text.hasPrefix("/") {
            guard let found = Self.pathAndQuery(text) else { return nil }
            parts = found
            authority = nil
        } else {
            guard text.lowercased().hasPrefix("http://") else { return nil }
            let rest = text.dropFirst(7)
            let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
            let host = Array(rest[..<end].utf8)
            guard Self.isHost(host), !rest[end...].hasPrefix("?"),
                let found = Self.pathAndQuery(end == rest.endIndex ? "/" : String(rest[end...]))
            else { return nil }
            parts = found
            authority = host
        }
    }

    private static func pathAndQuery(_ text: String) -> [String]? {
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let allowed = "-._~!$&'()*+,;=:@/"
        guard isEncoded(parts[0], allowed), parts.count < 2 || isEncoded(parts[1], allowed + "?")
        else { return nil }
        for segment in parts[0].split(separator: "/") {
            let plain = segment.lowercased().split(
                separator: "%2e", omittingEmptySubsequences: false)
            if [".", ".."].contains(plain.joined(separator: ".")) { return nil }
        }
        return parts.map(String.init)
    }

    /// Letters, digits, `others`, and escapes of anything but NUL.
    private static func isEncoded(_ part: Substring, _ others: String) -> Bool {
        var rest = part
        while let character = rest.popFirst() {
            if character == "%" {
                let digits = rest.prefix(2)
                guard digits.count == 2, digits.allSatisfy(\.isHexDigit), digits != "00" else {
                    return false
                }
                rest = rest.dropFirst(2)
            } else if !character.isLetter, !character.isNumber, !others.contains(character) {
                return false
            }
        }
        return true
    }

    /// A name, or something in brackets that may be an IPv6 address, and perhaps a port.
    static func isHost(_ bytes: [UInt8]) -> Bool {
        guard bytes.allSatisfy({ (33...126).contains($0) }) else { return false }
        let text = Substring(decoding: bytes, as: UTF8.self)
        let end: Substring.Index
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { return false }
            let address = text[..<close].dropFirst()
            guard address.count > 2, address.allSatisfy({ $0.isHexDigit || ":.".contains($0) })
            else { return false }
            end = text.index(after: close)
        } else {
            end = text.firstIndex(of: ":") ?? text.endIndex
            let name = text[..<end]
            guard !name.isEmpty,
                name.allSatisfy({
                    $0.isLetter || $0.isNumber || "-._~!$&'()*+,;=".contains($0)
                })
            else { return false }
        }
        guard end < text.endIndex else { return true }
        let port = text[end...].dropFirst()
        return text[end] == ":" && port.count <= 5 && port.allSatisfy(\.isNumber)
            && (Int(port) ?? 0) <= 65_535
    }
}

/// Percent-encoding (RFC 3986, 2.1) of path segments and query parts.
public enum PercentEncoding {
    private static let unreserved = OctetClass(alphanumericsAnd: "-._~")

    /// The text behind `octets`; nil when an escape is bad or the result is not UTF-8.
    static func decode(_ octets: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
        guard octets.contains(Octet.percent) else {
            return text(UnsafeBufferPointer(rebasing: octets).span)
        }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(octets.count)
        var rest = octets.makeIterator()
        while let octet = rest.next() {
            if octet == Octet.percent {
                guard let high = rest.next().flatMap(Octet.hexValue),
                    let low = rest.next().flatMap(Octet.hexValue)
                else { return nil }
                decoded.append(high << 4 | low)
            } else {
                decoded.append(octet)
            }
        }
        return text(decoded.span)
    }

    private static func text(_ octets: Span<UInt8>) -> String? {
        do throws(UTF8.ValidationError) {
            return String(copying: try UTF8Span(validating: octets))
        } catch {
            return nil
        }
    }

    /// `text` as one path segment or query part: all but unreserved characters escaped.
    public static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for octet in text.utf8 {
            if unreserved.contains(octet) {
                encoded.append(octet)
            } else {
                encoded += [Octet.percent, digits[Int(octet >> 4)], digits[Int(octet & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}

/// What a request asks for: a path and perhaps a query, still percent-encoded, both checked.
///
/// `*` (of OPTIONS) is a target whose path is `*`.
public struct Target: Sendable, CustomStringConvertible {
    private let octets: [UInt8]
    private let pathRange: Range<UInt32>
    private let queryRange: Range<UInt32>?

    /// Nil unless `text` is an origin-form target: `/path` or `/path?query`.
    public init?(_ text: String) {
        let octets = Array(text.utf8)
        let found = octets.withUnsafeBufferPointer { try? TargetParser.originForm($0, at: 0) }
        guard let found else { return nil }
        self.init(octets: octets, path: found.path, query: found.query)
    }

    init(octets: [UInt8], path: Range<UInt32>, query: Range<UInt32>?) {
        self.octets = octets
        pathRange = path
        queryRange = query
    }

    public var path: String { text(pathRange) }
    public var query: String? { queryRange.map(text) }

    public var description: String {
        query.map { path + "?" + $0 } ?? path
    }

    /// `*`: not a path but the server itself is asked.
    var isAsterisk: Bool { withPath { $0.equals("*") } }

    /// The path's octets, for routing without making a string of them.
    public func withPath<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        try octets.withUnsafeBufferPointer { all in
            try body(UnsafeBufferPointer(rebasing: all[Int(pathRange.lowerBound)..<pathEnd]))
        }
    }

    /// The target without the first `count` octets of its path: what a forwarder passes on.
    public func droppingPathPrefix(_ count: Int) -> Target {
        let start = min(pathRange.lowerBound + UInt32(count), pathRange.upperBound)
        return Target(octets: octets, path: start..<pathRange.upperBound, query: queryRange)
    }

    /// The query as name and value, decoded; `+` is a plus, as RFC 3986 has it.
    public var queryItems: [(name: String, value: String)] {
        guard let queryRange else { return [] }
        return octets.withUnsafeBufferPointer { all in
            var items: [(name: String, value: String)] = []
            let end = Int(queryRange.upperBound)
            var start = Int(queryRange.lowerBound)
            while start < end {
                let pairEnd = all[start..<end].firstIndex(of: UInt8(ascii: "&")) ?? end
                let nameEnd = all[start..<pairEnd].firstIndex(of: UInt8(ascii: "=")) ?? pairEnd
                let valueStart = min(nameEnd + 1, pairEnd)
                if start < pairEnd, let name = PercentEncoding.decode(all[start..<nameEnd]),
                    let value = PercentEncoding.decode(all[valueStart..<pairEnd])
                {
                    items.append((name, value))
                }
                start = pairEnd + 1
            }
            return items
        }
    }

    /// As it stands on the wire, never empty.
    func write(to head: inout OctetWriter) {
        if pathRange.isEmpty { head.write(Octet.slash) }
        let end = queryRange?.upperBound ?? pathRange.upperBound
        octets.withUnsafeBufferPointer { all in
            head.write(UnsafeBufferPointer(rebasing: all[Int(pathRange.lowerBound)..<Int(end)]))
        }
    }

    var mostBytes: Int { octets.count + 1 }

    private var pathEnd: Int { Int(pathRange.upperBound) }

    private func text(_ range: Range<UInt32>) -> String {
        String(decoding: octets[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
    }
}

/// The targets a server takes (RFC 9112, 3.2). Nothing that two readers may read differently gets
/// through: no dot segments, no bad escapes, no NUL.
enum TargetParser {
    struct Found {
        var path: Range<UInt32>
        var query: Range<UInt32>?
        /// Of an absolute-form target; then Host must say the same.
        var authority: Range<UInt32>?
    }

    static func parse(
        _ target: UnsafeBufferPointer<UInt8>, method: Method
    ) throws(MessageError) -> Found {
        guard let first = target.first else { throw .malformedStartLine }
        if first == Octet.slash { return try originForm(target, at: 0) }
        if target.count == 1, first == UInt8(ascii: "*"), method == .options {
            return Found(path: range(0, 1), query: nil)
        }
        return try absoluteForm(target)
    }

    /// `target` stands at `offset` of the octets in which the parts are found.
    static func originForm(
        _ target: UnsafeBufferPointer<UInt8>, at offset: Int
    ) throws(MessageError) -> Found {
        guard target.first == Octet.slash else { throw .malformedTarget }
        let mark = target.place(of: Octet.questionMark) ?? target.count
        try check(UnsafeBufferPointer(rebasing: target[..<mark]), OctetClass.path)
        try refuseDotSegments(UnsafeBufferPointer(rebasing: target[..<mark]))
        guard mark < target.count else { return Found(path: range(offset, offset + mark)) }
        try check(UnsafeBufferPointer(rebasing: target[(mark + 1)...]), OctetClass.query)
        return Found(
            path: range(offset, offset + mark),
            query: range(offset + mark + 1, offset + target.count))
    }

    private static func absoluteForm(
        _ target: UnsafeBufferPointer<UInt8>
    ) throws(MessageError) -> Found {
        let scheme = 7
        guard target.count > scheme,
            UnsafeBufferPointer(rebasing: target[..<scheme]).equalsIgnoringCase("http://")
        else { throw .malformedTarget }
        let rest = UnsafeBufferPointer(rebasing: target[scheme...])
        let end = rest.firstIndex { $0 == Octet.slash || $0 == Octet.questionMark } ?? rest.count
        guard end > 0 else { throw .malformedTarget }
        guard end < rest.count else {
            // The path of `http://a` is `/`: the slash before its host stands in for it.
            return Found(
                path: range(scheme - 1, scheme), authority: range(scheme, target.count))
        }
        guard rest[end] == Octet.slash else { throw .malformedTarget }
        let start = scheme + end
        var found = try originForm(UnsafeBufferPointer(rebasing: rest[end...]), at: start)
        found.authority = range(scheme, start)
        return found
    }

    private static func check(
        _ part: UnsafeBufferPointer<UInt8>, _ allowed: OctetClass
    ) throws(MessageError) {
        var index = 0
        while index < part.count {
            if allowed.contains(part[index]) {
                index += 1
                continue
            }
            guard part[index] == Octet.percent, index + 2 < part.count,
                let high = Octet.hexValue(part[index + 1]),
                let low = Octet.hexValue(part[index + 2]), high | low != 0
            else { throw .malformedTarget }
            index += 3
        }
    }

    /// `.` and `..`, also written with `%2e`: one reader would resolve them, another would not.
    private static func refuseDotSegments(
        _ path: UnsafeBufferPointer<UInt8>
    ) throws(MessageError) {
        // By far the most paths have nothing of the kind.
        guard path.place(of: Octet.dot) != nil || path.place(of: Octet.percent) != nil else {
            return
        }
        var dots = 0
        var others = 0
        var index = 0
        while index < path.count {
            switch path[index] {
            case Octet.slash:
                if others == 0, (1...2).contains(dots) { throw .malformedTarget }
                dots = 0
                others = 0
            case Octet.dot: dots += 1
            case Octet.percent
            where path[index + 1] == UInt8(ascii: "2")
                && path[index + 2] | 0x20 == UInt8(ascii: "e"):
                dots += 1
                index += 2
            default: others += 1
            }
            index += 1
        }
        if others == 0, (1...2).contains(dots) { throw .malformedTarget }
    }

    private static func range(_ start: Int, _ end: Int) -> Range<UInt32> {
        UInt32(start)..<UInt32(end)
    }
}

import EventLoop
import Testing

@testable import HTTP

/// Damaged messages, bounded and seeded; `scripts/fuzz` looks further with the same comparisons.
@Suite struct ParserFuzzTests {
    private static let requests = HostileRequest.all.map(\.wire.bytes).filter { $0.count < 600 }
    private static let answers = HostileAnswer.themes.flatMap(\.cases).map(\.wire.bytes)
        .filter { $0.count < 600 }

    @Test(arguments: 0..<UInt64(100))
    func `damaged requests mean one thing or nothing, in whatever pieces they come`(seed: UInt64) {
        var damage = Damage(seed: seed)
        for _ in 0..<40 {
            let bytes = damage.splice(Self.requests)
            let complaint = ParserComparison.complaint(
                about: bytes, as: .requests, cutBy: &damage.random)
            #expect(complaint == nil, "\(WireBytes(bytes: bytes))")
        }
    }

    @Test(arguments: 0..<UInt64(100))
    func `damaged answers mean one thing or nothing, in whatever pieces they come`(seed: UInt64) {
        var damage = Damage(seed: seed)
        for _ in 0..<40 {
            let bytes = damage.splice(Self.answers)
            let complaint = ParserComparison.complaint(
                about: bytes, as: .responses(to: seed % 4 == 0 ? .head : .get),
                cutBy: &damage.random)
            #expect(complaint == nil, "\(WireBytes(bytes: bytes))")
        }
    }

    @Test func `the hostile tables mean the same to both readers`() {
        var random = SeededGenerator(seed: 1)
        for bytes in HostileRequest.all.map(\.wire.bytes) where bytes.count < 40_000 {
            let complaint = ParserComparison.complaint(about: bytes, as: .requests, cutBy: &random)
            #expect(complaint == nil, "\(WireBytes(bytes: bytes))")
        }
    }
}

/// Spoils sound and unsound messages a little more.
private struct Damage {
    var random: SeededGenerator
    private static let tokens =
        [
            "\r\n", "\r", "\n", " ", "\t", ":", ",", ";", "\0", "0", "5", "chunked", "close", "%",
            "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Host: a\r\n", "HTTP/1.1",
            "HTTP/1.0", "0\r\n\r\n", "GET / HTTP/1.1\r\n", "Expect: 100-continue\r\n", "/..",
            "http://",
        ].map { Array($0.utf8) }

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// One to three messages behind each other, with up to four faults.
    mutating func splice(_ messages: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0...below(3) { bytes += messages[below(messages.count)] }
        for _ in 0..<below(5) {
            let place = below(bytes.count + 1)
            let rest = bytes.count - place
            switch below(5) {
            case 0: bytes.insert(contentsOf: Self.tokens[below(Self.tokens.count)], at: place)
            case 1 where rest > 0: bytes[place] = UInt8(below(256))
            case 2 where rest > 0: bytes.remove(at: place)
            case 3: bytes.insert(contentsOf: bytes[place...].prefix(below(20)), at: place)
            default: bytes.removeSubrange(place..<place + min(rest, below(8)))
            }
        }
        return bytes
    }

    private mutating func below(_ bound: Int) -> Int {
        Int(random.next() % UInt64(bound))
    }
}

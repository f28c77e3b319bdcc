import JSON
import Testing

/// A bounded, seeded cousin of `scripts/fuzz JSON`, for every run of the suite.
@Suite struct JSONFuzzTests {
    @Test(arguments: 0..<UInt64(200)) func `damaged text is refused or means something`(
        seed: UInt64
    ) throws {
        var samples = JSONSamples(seed: seed)
        let text = JSONWriter.bytes(of: samples.value(depth: 3))
        for _ in 0..<40 { try compareWithReference(samples.damage(text)) }
    }

    static let tokens = [
        "[", "]", "{", "}", ",", ":", "\"a\"", "\"b\"", "1", "-", "0", ".5", "e9", "nul", " ",
    ]

    @Test func `every text of up to three tokens is judged as by the reference`() throws {
        var texts = [""]
        for _ in 0...3 {
            for text in texts { try compareWithReference(Array(text.utf8)) }
            texts = texts.flatMap { text in Self.tokens.map { text + $0 } }
        }
    }

    @Test(arguments: 0..<UInt64(100)) func `longer texts of tokens are judged as by the reference`(
        seed: UInt64
    ) throws {
        var samples = JSONSamples(seed: seed)
        for _ in 0..<50 {
            let text = (0..<4 + samples.below(8)).map { _ in samples.pick(Self.tokens) }.joined()
            try compareWithReference(Array(text.utf8))
        }
    }

    @Test(arguments: 0..<UInt64(200)) func `repeated names are found as by the reference`(
        seed: UInt64
    ) throws {
        var samples = JSONSamples(seed: seed)
        for _ in 0..<10 {
            let members = (0..<samples.below(40)).map { _ in "\"name \(samples.below(200))\":[{}]" }
            try compareWithReference(Array("{\(members.joined(separator: ","))}".utf8))
        }
    }

    /// Both read it, to the same meaning, or neither.
    private func compareWithReference(_ text: [UInt8]) throws {
        let reference = ReferenceJSON.read(text, depth: 64)
        let json = try? JSON(parsing: text)
        guard let json, let reference else {
            #expect((json == nil) == (reference == nil), "\(text)")
            return
        }
        #expect(json.means(reference), "\(text)")
        #expect(try JSON(parsing: JSONWriter.bytes(of: json)) == json, "\(text)")
    }
}

extension JSONSamples {
    /// A few bytes changed, inserted, removed or doubled.
    fileprivate mutating func damage(_ text: [UInt8]) -> [UInt8] {
        var damaged = text
        for _ in 0...below(3) {
            let at = below(damaged.count + 1)
            let byte = pick(
                [UInt8(truncatingIfNeeded: next())] + Array("\"\\{}[]:,0-.eu \u{80}".utf8))
            switch below(4) {
            case 0: damaged.insert(byte, at: at)
            case 1 where at < damaged.count: damaged[at] = byte
            case 2 where at < damaged.count: damaged.remove(at: at)
            default: damaged.insert(contentsOf: damaged.dropFirst(at).prefix(below(8)), at: at)
            }
        }
        return damaged
    }
}

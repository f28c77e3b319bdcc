import EventLoop
import Identity
import Testing

@Suite struct UUIDv7GeneratorTests {
    @Test func `an identifier says its version, its variant and when it was made`() {
        var generator = UUIDv7Generator(
            unixMilliseconds: { 0x0123_4567_89ab }, randomness: SeededGenerator(seed: 1))
        for _ in 0..<100 {
            let bits = generator.next()
            #expect(bits >> 80 == 0x0123_4567_89ab)
            #expect(bits >> 76 & 0xf == 7)
            #expect(bits >> 62 & 0b11 == 0b10)
        }
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `identifiers rise, whatever the clock does`(seed: UInt64) {
        var clock = SeededGenerator(seed: seed)
        var generator = UUIDv7Generator(
            // Stands still for long, leaps, and steps back.
            unixMilliseconds: {
                let draw = Int.random(in: 0..<1_000, using: &clock)
                return draw == 0 ? .random(in: 0...9_999, using: &clock) : 5_000
            },
            randomness: SeededGenerator(seed: ~seed))
        var last: UInt128 = 0
        for _ in 0..<20_000 {
            let next = generator.next()
            #expect(next > last, "seed \(seed)")
            last = next
        }
    }

    @Test func `a millisecond holds 2,048 identifiers at least, then the next begins`() {
        var generator = UUIDv7Generator(
            unixMilliseconds: { 1_000 }, randomness: SeededGenerator(seed: 3))
        let times = (0..<4_097).map { _ in UInt64(generator.next() >> 80) }
        #expect(times[..<2_048].allSatisfy { $0 == 1_000 })
        #expect(times.last == 1_001)
    }

    @Test func `the same seed and clock make the same identifiers`() {
        func identifiers(seed: UInt64) -> [UInt128] {
            var generator = UUIDv7Generator(
                unixMilliseconds: { 7 }, randomness: SeededGenerator(seed: seed))
            return (0..<10).map { _ in generator.next() }
        }
        #expect(identifiers(seed: 1) == identifiers(seed: 1))
        #expect(identifiers(seed: 1) != identifiers(seed: 2))
    }
}

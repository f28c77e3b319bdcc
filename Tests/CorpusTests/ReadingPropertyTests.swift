import EventLoop
import Testing

@testable import Corpus

/// Whatever a file holds, it is read or refused, and a refusal points into it.
@Suite struct ReadingPropertyTests {
    static let seeds = Array<UInt64>(0..<2_000)
    private static let lunch = Array(ReadingTests.lunch.utf8)

    @Test func `random octets are refused with a place`() {
        for seed in Self.seeds {
            var generator = SeededGenerator(seed: seed)
            let count = Int.random(in: 0..<200, using: &generator)
            let octets = (0..<count).map { _ in
                // Mostly ASCII: else nearly every file would be refused for not being UTF-8.
                UInt8.random(in: 0..<(generator.next() % 50 == 0 ? 255 : 128), using: &generator)
            }
            Self.check(octets, seed)
        }
    }

    @Test func `a scenario with something wrong in it is read or refused with a place`() {
        for seed in Self.seeds {
            var generator = SeededGenerator(seed: seed)
            var octets = Self.lunch
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                Self.damage(&octets, &generator)
            }
            Self.check(octets, seed)
        }
    }

    @Test func `a scenario that ends too early is read or refused with a place`() {
        for count in Self.lunch.indices { Self.check(Array(Self.lunch[..<count]), UInt64(count)) }
    }

    private static func damage(_ octets: inout [UInt8], _ generator: inout SeededGenerator) {
        let marks = Array("{}[]\"`\\#/:\n *$@?().,0a<>=!".utf8)
        let index = Int.random(in: octets.indices, using: &generator)
        let mark = marks[Int.random(in: marks.indices, using: &generator)]
        switch generator.next() % 4 {
        case 0: octets[index] = mark
        case 1: octets.insert(mark, at: index)
        case 2: octets.remove(at: index)
        default:
            let end = Int.random(in: index..<min(index + 20, octets.count), using: &generator)
            octets.insert(contentsOf: octets[index...end], at: index)
        }
    }

    private static func check(_ octets: [UInt8], _ seed: UInt64) {
        guard let flaw = flaw(of: octets) else { return }
        let lines = octets.split(separator: Ascii.newline, omittingEmptySubsequences: false)
        let isInside =
            (1...lines.count).contains(flaw.position.line)
            && (1...lines[flaw.position.line - 1].count + 1).contains(flaw.position.column)
        #expect(isInside && !flaw.sentence.isEmpty, "seed \(seed): \(flaw)")
    }
}

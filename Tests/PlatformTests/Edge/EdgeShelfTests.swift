import EventLoop
import Testing

@testable import Edge

@Suite struct EdgeShelfTests {
    /// The same by lists: slow, and plainly right.
    private struct Model {
        let mostEntries: Int
        let mostBytes: Int
        /// The one asked for last stands last.
        var all: [(key: Int, value: Int, bytes: Int)] = []

        var bytes: Int { all.reduce(0) { $0 + $1.bytes } }

        mutating func value(_ key: Int) -> Int? {
            guard let index = all.firstIndex(where: { $0.key == key }) else { return nil }
            let found = all.remove(at: index)
            all.append(found)
            return found.value
        }

        mutating func put(_ value: Int, _ bytes: Int, _ key: Int) {
            remove(key)
            guard bytes <= mostBytes else { return }
            while all.count == mostEntries || self.bytes + bytes > mostBytes { all.removeFirst() }
            all.append((key, value, bytes))
        }

        mutating func remove(_ key: Int) {
            all.removeAll { $0.key == key }
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `a shelf keeps what was asked for last, within its bounds`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let mostEntries = Int.random(in: 1...12, using: &random)
        let mostBytes = Int.random(in: 1...200, using: &random)
        var shelf = Shelf<Int, Int>(mostEntries: mostEntries, mostBytes: mostBytes)
        var model = Model(mostEntries: mostEntries, mostBytes: mostBytes)
        for step in 0..<2_000 {
            let key = Int.random(in: 0..<20, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4:
                let bytes = Int.random(in: 0...60, using: &random)
                shelf.put(step, bytes: bytes, under: key)
                model.put(step, bytes, key)
            case 4:
                shelf.remove(key)
                model.remove(key)
            default:
                #expect(shelf.value(key) == model.value(key), "seed \(seed), step \(step)")
            }
            #expect(shelf.count == model.all.count, "seed \(seed), step \(step)")
            #expect(shelf.bytes == model.bytes, "seed \(seed), step \(step)")
            #expect(shelf.count <= mostEntries && shelf.bytes <= mostBytes, "seed \(seed)")
        }
    }
}

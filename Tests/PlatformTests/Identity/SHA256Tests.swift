import EventLoop
import Testing

@testable import Identity

@Suite struct SHA256Tests {
    @Test(arguments: ["sha256/short.rsp", "sha256/long.rsp"])
    func `the messages of NIST give the digests of NIST`(path: String) throws {
        let records = try VectorFile(path).records
        #expect(records.count >= 16)
        for record in records {
            let length = try #require(record["Len"].flatMap { Int($0) }) / 8
            let message = Array(bytes(hex: try #require(record["Msg"])).prefix(length))
            let digest = SHA256.digest(of: message.span)
            #expect(digest.bytes == bytes(hex: try #require(record["MD"])), "\(length) bytes")
        }
    }

    @Test func `a hundred thousand chained hashes pass the checkpoints of NIST`() throws {
        let records = try VectorFile("sha256/monte.rsp").records
        #expect(records.count == 101)
        var seed = bytes(hex: try #require(records.first?["Seed"]))
        for record in records.dropFirst() {
            var last = [seed, seed, seed]
            for _ in 0..<1_000 {
                let message = last[0] + last[1] + last[2]
                last = [last[1], last[2], SHA256.digest(of: message.span).bytes]
            }
            seed = last[2]
            let count = record["COUNT"] ?? "?"
            #expect(seed == bytes(hex: try #require(record["MD"])), "checkpoint \(count)")
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `a message in pieces has the digest of the whole`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let message = random.bytes(count: Int.random(in: 0...1_000, using: &random))
        var hash = SHA256()
        var rest = message[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 0...150, using: &random))
            hash.update(Array(piece).span)
            rest = rest.dropFirst(piece.count)
        }
        #expect(hash.finish() == SHA256.digest(of: message.span), "seed \(seed)")
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `plain Swift and the processor's instructions mix alike`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var inSwift = SHA256.State.random(in: 0...(.max), using: &random)
        var either = inSwift
        random.bytes(count: 64 * 5).withUnsafeBytes { blocks in
            SHA256Compression.mixInSwift(blocks.baseAddress!, blockCount: 5, into: &inSwift)
            SHA256Compression.mix(blocks.baseAddress!, blockCount: 5, into: &either)
        }
        #expect(inSwift == either, "seed \(seed)")
    }

    @Test func `digests that differ in one bit are not equal`() {
        let digest = Digest([UInt8](0..<32).span)
        for bit in 0..<256 {
            var other = [UInt8](0..<32)
            other[bit / 8] ^= 1 << (bit % 8)
            #expect(Digest(other.span) != digest)
        }
        #expect(Digest([UInt8](0..<32).span) == digest)
    }

    @Test(arguments: [0, 31, 33])
    func `a digest has 32 bytes, no more and no less`(count: Int) {
        #expect(Digest([UInt8](repeating: 0, count: count).span) == nil)
    }
}

import EventLoop
import Testing

/// The simulated network carries what TCP would carry.
@Suite struct MemoryNetworkTests {
    private static func bytes(_ count: Int, _ number: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
    }

    @Test(arguments: [0, 1, 2, 3])
    func `whatever the latency and loss, streams arrive whole and in order`(quarter: Int) throws {
        for seed in UInt64(quarter * 50)..<UInt64(quarter * 50 + 50) {
            let town = SimulatedTown(seed: seed)
            town.network.lossPercent = Int(seed % 30)
            town.network.latencyNanoseconds = 0...(1 + seed * 50_000)
            try town.serveEcho()
            try town.run { loop in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<4 {
                        var random = SeededGenerator(seed: seed &* 4 &+ UInt64(number))
                        let count = Int.random(in: 0...4_000, using: &random)
                        let piece = Int.random(in: 1...2_000, using: &random)
                        group.addTask {
                            try await Self.exchange(count, piece, number, town, loop)
                        }
                    }
                    try await group.waitForAll()
                }
            }
            town.simulation.end()
        }
    }

    private static func exchange(
        _ count: Int, _ piece: Int, _ number: Int, _ town: SimulatedTown, _ loop: EventLoop
    ) async throws {
        let stream = try await town.connect(on: loop, withinMilliseconds: 60_000)
        let sent = bytes(count, number)
        var rest = sent[...]
        while !rest.isEmpty {
            try await stream.writeAll(Array(rest.prefix(piece)))
            rest = rest.dropFirst(piece)
        }
        stream.finishWriting()
        let came = try await stream.readToEnd()
        #expect(came == sent, "seed \(town.simulation.seed), connection \(number)")
        stream.close()
    }

    @Test func `a writer may be a window ahead of its reader, and no further`() throws {
        let town = SimulatedTown(seed: 1)
        let total = 300_000
        let received = Lock(0)
        try town.serve { stream in
            try await stream.loop.sleep(milliseconds: 1_000)
            let count = try await stream.readToEnd().count
            received.withLock { $0 = count }
            stream.close()
        }
        let (early, late) = try town.run { loop in
            let stream = try await town.connect(on: loop)
            var written = 0
            let chunk = [UInt8](repeating: 0, count: 10_000)
            func push() throws -> Int { try chunk.withUnsafeBytes { try stream.write($0) } }
            while true {
                let taken = try push()
                if taken == 0 { break }
                written += taken
            }
            let early = written
            try await loop.sleep(milliseconds: 500)
            #expect(try push() == 0)
            while written < total {
                try await stream.waitUntilWritable()
                written += try push()
            }
            stream.finishWriting()
            _ = try await stream.readToEnd()
            stream.close()
            return (early, written)
        }
        #expect(early == 65_536)
        #expect(received.withLock { $0 } == late)
    }

    @Test func `what was read is no arrival, what was not is, and so is the end`() throws {
        let town = SimulatedTown(seed: 1)
        try town.serveEcho()
        try town.run { loop in
            let stream = try await town.connect(on: loop)
            #expect(!stream.hasArrivals)
            try await stream.writeAll([1, 2])
            try await stream.waitUntilReadable()
            #expect(stream.hasArrivals)
            #expect(try stream.readText(atMost: 1) == "\u{1}")
            #expect(stream.hasArrivals)
            // As much as there was room for: only asking tells that nothing is left.
            #expect(try stream.readText(atMost: 1) == "\u{2}")
            #expect(!stream.hasArrivals)
            stream.finishWriting()
            try await stream.waitUntilReadable()
            #expect(stream.hasArrivals)
            stream.close()
        }
        town.simulation.end()
    }

    @Test func `at the limit of connections others wait for their turn`() throws {
        let town = SimulatedTown(seed: 7)
        let open = Lock((now: 0, most: 0))
        let itself = Lock<Listener?>(nil)
        let listener = try town.serve(mostConnections: 2) { stream in
            open.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            try? await stream.loop.sleep(milliseconds: 5)
            try? await stream.writeAll([1])
            open.withLock { $0.now -= 1 }
            stream.close()
            itself.withLock { $0 }?.connectionEnded()
        }
        itself.withLock { $0 = listener }
        let served = try town.run { loop in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        let stream = try await town.connect(on: loop)
                        let count = try await stream.readToEnd().count
                        stream.close()
                        return count
                    }
                }
                return try await group.reduce(0, +)
            }
        }
        #expect(served == 10)
        #expect(open.withLock { $0.most } == 2)
        town.simulation.end()
    }
}

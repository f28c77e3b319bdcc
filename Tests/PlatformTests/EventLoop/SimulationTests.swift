import EventLoop
import Testing

@Suite struct SimulationTests {
    /// Five processes that sleep, call a server and tell of it, with latency and loss.
    private static func trace(seed: UInt64) throws -> [String] {
        let town = SimulatedTown(seed: seed)
        town.network.lossPercent = 10
        try town.serveEcho()
        let neighbours = (0..<4).map { town.simulation.makeLoop(name: "neighbour-\($0)") }
        for loop in neighbours {
            loop.execute {
                TaskScope(loop: loop).spawn {
                    for round in 0..<3 {
                        try? await loop.sleep(milliseconds: 1)
                        town.note("\(loop.name) woke for round \(round)")
                    }
                }
            }
        }
        try town.run { loop in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        let stream = try? await town.connect(on: loop)
                        try? await stream?.writeAll(Array(repeating: 1, count: 20_000))
                        stream?.finishWriting()
                        let count = try? await stream?.readToEnd().count
                        town.note("\(number) got \(count ?? -1)")
                        stream?.close()
                    }
                }
            }
        }
        return town.trace + ["\(town.simulation.stepsTaken) steps"]
    }

    @Test func `the same seed replays the same run, to the last step`() throws {
        for seed in UInt64(1)...10 {
            let first = try Self.trace(seed: seed)
            #expect(first.count > 12)
            #expect(try Self.trace(seed: seed) == first)
        }
    }

    @Test func `different seeds tell different stories`() throws {
        let traces = try (UInt64(1)...20).map(Self.trace)
        #expect(Set(traces).count == 20)
    }

    @Test func `the order in which processes come to run depends on the seed`() throws {
        let orders = (UInt64(1)...20).map { seed in
            let simulation = Simulation(seed: seed)
            let order = Lock<[String]>([])
            for index in 0..<4 {
                let loop = simulation.makeLoop(name: "\(index)")
                loop.execute { order.withLock { $0.append(loop.name) } }
            }
            simulation.run(until: simulation.now)
            return order.withLock { $0 }
        }
        #expect(orders.allSatisfy { $0.sorted() == ["0", "1", "2", "3"] })
        #expect(Set(orders).count > 8)
    }

    @Test func `a year passes in no time, and timers come at their moment`() throws {
        let simulation = Simulation(seed: 1)
        let loop = simulation.makeLoop(name: "patient")
        let start = simulation.now
        let year = 365 * 24 * 3_600 * 1_000
        try simulation.run(on: loop) { try? await loop.sleep(milliseconds: year) }
        #expect(simulation.now == start.advanced(byMilliseconds: year))
    }

    @Test func `a run that can never end is found, with its seed`() throws {
        let simulation = Simulation(seed: 42)
        let loop = simulation.makeLoop(name: "stuck")
        let stuck = #expect(throws: Simulation.Stuck.self) {
            try simulation.run(on: loop) {
                await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
            }
        }
        #expect(stuck?.seed == 42)
        #expect(stuck?.isEndless == false)
    }

    @Test func `waiting for the distant future is being stuck`() throws {
        let simulation = Simulation(seed: 1)
        let loop = simulation.makeLoop(name: "stuck")
        #expect(throws: Simulation.Stuck.self) {
            try simulation.run(on: loop) { try? await loop.sleep(until: .distantFuture) }
        }
    }

    @Test func `a run that goes on for ever is found`() throws {
        let simulation = Simulation(seed: 1)
        simulation.mostSteps = 1_000
        let loop = simulation.makeLoop(name: "busy")
        let stuck = #expect(throws: Simulation.Stuck.self) {
            try simulation.run(on: loop) {
                while true { try? await loop.sleep(milliseconds: 1_000) }
            }
        }
        #expect(stuck?.isEndless == true)
    }

    @Test func `a world that has ended is let go of`() throws {
        weak var witness: Simulation?
        do {
            let town = SimulatedTown(seed: 1)
            witness = town.simulation
            try town.serveEcho()
            try town.run { loop in
                let stream = try await town.connect(on: loop)
                try await stream.writeAll([1])
                stream.finishWriting()
                _ = try await stream.readToEnd()
                try await loop.sleep(milliseconds: 100)
                stream.close()
            }
            town.simulation.end()
        }
        #expect(witness == nil)
    }
}

import EventLoop
import Testing

@Suite struct BellTests {
    @Test func `a ring wakes the one who waits`() throws {
        let simulation = Simulation(seed: 1)
        defer { simulation.end() }
        let loop = simulation.makeLoop(name: "a")
        let waited = try simulation.run(on: loop) { () -> UInt64 in
            let bell = Bell(loop: loop)
            let start = loop.now
            _ = loop.schedule(at: start.advanced(byMilliseconds: 30)) { bell.ring() }
            await bell.wait(until: start.advanced(byMilliseconds: 1_000))
            return loop.now.nanoseconds(since: start)
        }
        #expect(waited == 30_000_000)
    }

    @Test func `a ring while nobody waits is not lost, and two are one`() throws {
        let simulation = Simulation(seed: 1)
        defer { simulation.end() }
        let loop = simulation.makeLoop(name: "a")
        let waits = try simulation.run(on: loop) { () -> [UInt64] in
            let bell = Bell(loop: loop)
            bell.ring()
            bell.ring()
            var waits: [UInt64] = []
            for _ in 0..<2 {
                let start = loop.now
                await bell.wait(until: start.advanced(byMilliseconds: 50))
                waits.append(loop.now.nanoseconds(since: start))
            }
            return waits
        }
        #expect(waits == [0, 50_000_000])
    }

    @Test func `who is cancelled waits no longer`() throws {
        let simulation = Simulation(seed: 1)
        defer { simulation.end() }
        let loop = simulation.makeLoop(name: "a")
        let isOver = try simulation.run(on: loop) { () -> Bool in
            let bell = Bell(loop: loop)
            let scope = TaskScope(loop: loop)
            scope.spawn { await bell.wait() }
            _ = try? await loop.sleep(milliseconds: 10)
            scope.cancelAll()
            await scope.drained(by: loop.now.advanced(byMilliseconds: 10))
            return scope.count == 0
        }
        #expect(isOver)
    }

    @Test func `rings from another loop arrive, whenever they are made`() async throws {
        try await onLoops(2) { loops in
            let bell = Bell(loop: loops.first)
            let other = loops.all[1]
            let left = Lock(1_000)
            @Sendable func ringOn() {
                bell.ring()
                let goesOn = left.withLock { left in
                    left -= 1
                    return left > 0
                }
                if goesOn { other.execute { ringOn() } }
            }
            other.execute { ringOn() }
            while left.withLock({ $0 }) > 0 { await bell.wait() }
        }
    }
}

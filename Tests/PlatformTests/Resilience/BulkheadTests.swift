import EventLoop
import Resilience
import Testing

@Suite struct BulkheadTests {
    @Test(arguments: 0..<50 as Range<UInt64>)
    func `in any history no more are inside, or wait, than it says`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let limits = BulkheadLimits(
            atOnce: Int.random(in: 1...5, using: &random),
            waiting: Int.random(in: 0...5, using: &random))
        let visits = (0..<200).map { _ in Visit(&random) }
        try underVirtualTime(seed: seed) { loop in
            let bulkhead = Bulkhead(loop: loop, limits: limits)
            let room = Room()
            let scope = TaskScope(loop: loop)
            for visit in visits {
                scope.spawn { await visit.make(to: bulkhead, room, on: loop) }
                if visit.cancelsAll { scope.cancelAll() }
                #expect(bulkhead.waiting.value <= limits.waiting, "seed \(seed)")
                try await loop.sleep(milliseconds: visit.pauseMilliseconds)
            }
            await scope.drained()
            #expect(room.most <= limits.atOnce, "seed \(seed)")
            #expect(room.inside == 0 && bulkhead.running.value == 0, "seed \(seed)")
            #expect(bulkhead.waiting.value == 0, "seed \(seed)")
        }
    }

    @Test func `who waits is let in in the order of coming`() throws {
        let order = try underVirtualTime(seed: 7) { loop in
            let bulkhead = Bulkhead(loop: loop, limits: BulkheadLimits(atOnce: 2, waiting: 50))
            let room = Room()
            let scope = TaskScope(loop: loop)
            for number in 0..<50 {
                scope.spawn {
                    try? await bulkhead.run(by: .never) {
                        room.enter(number)
                        defer { room.leave() }
                        try await loop.sleep(milliseconds: number % 7 + 1)
                    }
                }
            }
            await scope.drained()
            return room.order
        }
        #expect(order == Array(0..<50))
    }

    @Test func `one too many is refused at once`() throws {
        try underVirtualTime { loop in
            let (bulkhead, scope) = try await busy(on: loop, waiting: 0)
            let start = loop.now
            await #expect(throws: BulkheadRejection.full) {
                try await bulkhead.run(by: .never) {}
            }
            #expect(loop.now == start)
            #expect(bulkhead.rejected.value == 1)
            await scope.drained()
        }
    }

    @Test func `nobody waits past the deadline`() throws {
        try underVirtualTime { loop in
            let (bulkhead, scope) = try await busy(on: loop, waiting: 1)
            let start = loop.now
            await #expect(throws: BulkheadRejection.deadlineExceeded) {
                try await bulkhead.run(by: Deadline(milliseconds: 30, from: start)) {}
            }
            #expect(loop.now.nanoseconds(since: start) == 30_000_000)
            #expect(bulkhead.waiting.value == 0)
            await scope.drained()
        }
    }

    @Test func `who is cancelled while waiting gives the place in the queue up`() throws {
        try underVirtualTime { loop in
            let (bulkhead, busyScope) = try await busy(on: loop, waiting: 1)
            let scope = TaskScope(loop: loop)
            scope.spawn {
                await #expect(throws: BulkheadRejection.cancelled) {
                    try await bulkhead.run(by: .never) {}
                }
            }
            try await loop.sleep(milliseconds: 10)
            #expect(bulkhead.waiting.value == 1)
            scope.cancelAll()
            await scope.drained()
            #expect(bulkhead.waiting.value == 0)
            await busyScope.drained()
            try await bulkhead.run(by: .never) {}
        }
    }

    @Test func `a wait that nothing can end is found by the simulation`() {
        let simulation = Simulation(seed: 1)
        let loop = simulation.makeLoop(name: "test")
        #expect(throws: Simulation.Stuck.self) {
            try simulation.run(on: loop) {
                let bulkhead = Bulkhead(loop: loop, limits: BulkheadLimits(atOnce: 1, waiting: 1))
                try? await bulkhead.run(by: .never) { try await bulkhead.run(by: .never) {} }
            }
        }
    }

    @Test func `an error inside gives the place back`() throws {
        try underVirtualTime { loop in
            let bulkhead = Bulkhead(loop: loop, limits: BulkheadLimits(atOnce: 1, waiting: 0))
            for _ in 0..<3 {
                await #expect(throws: Trouble()) {
                    try await bulkhead.run(by: .never) { throw Trouble() }
                }
            }
        }
    }

    @Test func `switched off, all come in`() throws {
        let most = try underVirtualTime { loop in
            let limits = BulkheadLimits(atOnce: 1, waiting: 0)
            let bulkhead = Bulkhead(loop: loop, limits: limits, without: Without(.bulkhead))
            let room = Room()
            let scope = TaskScope(loop: loop)
            for number in 0..<20 {
                scope.spawn {
                    try? await bulkhead.run(by: .never) {
                        room.enter(number)
                        defer { room.leave() }
                        try await loop.sleep(milliseconds: 5)
                    }
                }
            }
            await scope.drained()
            return room.most
        }
        #expect(most == 20)
    }
}

// MARK: - Visitors

/// What is behind the bulkhead, counting heads.
private final class Room: @unchecked Sendable {
    // Sendable: touched only on the one thread of a simulation.
    private(set) var inside = 0
    private(set) var most = 0
    private(set) var order: [Int] = []

    func enter(_ number: Int) {
        inside += 1
        most = max(most, inside)
        order.append(number)
    }

    func leave() { inside -= 1 }
}

private struct Visit {
    let stayMilliseconds: Int
    let patienceMilliseconds: Int
    let pauseMilliseconds: Int
    /// Whether it begins with everybody present being sent home.
    let cancelsAll: Bool

    init(_ random: inout SeededGenerator) {
        stayMilliseconds = Int.random(in: 0...10, using: &random)
        patienceMilliseconds = Int.random(in: 0...20, using: &random)
        pauseMilliseconds = Int.random(in: 0...3, using: &random)
        cancelsAll = Int.random(in: 0...40, using: &random) == 0
    }

    func make(to bulkhead: Bulkhead, _ room: Room, on loop: EventLoop) async {
        let deadline = Deadline(milliseconds: patienceMilliseconds, from: loop.now)
        do {
            try await bulkhead.run(by: deadline) {
                room.enter(0)
                defer { room.leave() }
                try await loop.sleep(milliseconds: stayMilliseconds)
            }
        } catch {
            #expect(error is BulkheadRejection || error is CancellationError)
        }
    }
}

/// A bulkhead whose one place is taken for 100 ms.
private func busy(
    on loop: EventLoop, waiting: Int
) async throws -> (Bulkhead, TaskScope) {
    let bulkhead = Bulkhead(loop: loop, limits: BulkheadLimits(atOnce: 1, waiting: waiting))
    let scope = TaskScope(loop: loop)
    scope.spawn {
        try? await bulkhead.run(by: .never) { try await loop.sleep(milliseconds: 100) }
    }
    try await loop.sleep(milliseconds: 1)
    return (bulkhead, scope)
}

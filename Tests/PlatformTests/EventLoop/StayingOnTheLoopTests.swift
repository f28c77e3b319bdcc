import EventLoop
import Testing

/// Everything a task does, it does on the loop that started it. `EventLoop.current` is nil on the
/// cooperative pool, so "never elsewhere" is what is asked at each place.
@Suite struct StayingOnTheLoopTests {
    private actor Counter {
        var value = 0

        func add() -> EventLoop? {
            value += 1
            return EventLoop.current
        }

        func addSlowly(on loop: EventLoop) async throws -> EventLoop? {
            try await loop.sleep(milliseconds: 1)
            value += 1
            return EventLoop.current
        }
    }

    private static func here() async -> EventLoop? { EventLoop.current }

    @concurrent private static func concurrentlyHere() async -> EventLoop? { EventLoop.current }

    @Test func `child tasks run on the loop of their parent`() async throws {
        let places = try await onLoops { loops in
            async let first = Self.here()
            async let second = Self.concurrentlyHere()
            var places = [EventLoop.current, await first, await second]
            await withTaskGroup(of: EventLoop?.self) { group in
                for _ in 0..<50 { group.addTask { await Self.concurrentlyHere() } }
                for await place in group { places.append(place) }
            }
            places.append(await Self.concurrentlyHere())
            return places.map { $0 === loops.first }
        }
        #expect(places.count == 54)
        #expect(!places.contains(false))
    }

    @Test func `an actor that is called runs on the caller's loop, before and after it sleeps`()
        async throws
    {
        let places = try await onLoops { loops in
            let counter = Counter()
            return [
                await counter.add(), try await counter.addSlowly(on: loops.first),
                EventLoop.current,
            ].map { $0 === loops.first }
        }
        #expect(places == [true, true, true])
    }

    @Test func `a task comes back to its loop from a continuation that another thread resumes`()
        async throws
    {
        let places = try await onLoops { loops in
            var places: [EventLoop?] = []
            for _ in 0..<20 {
                await withCheckedContinuation { continuation in
                    startThread { continuation.resume() }
                }
                places.append(EventLoop.current)
            }
            return places.map { $0 === loops.first }
        }
        #expect(places == Array(repeating: true, count: 20))
    }

    @Test func `a task comes back to its loop from every kind of sleep and yield`() async throws {
        let places = try await onLoops { loops in
            var places: [EventLoop?] = []
            try await loops.first.sleep(milliseconds: 1)
            places.append(EventLoop.current)
            try await Task.sleep(nanoseconds: 1_000_000)
            places.append(EventLoop.current)
            await Task.yield()
            places.append(EventLoop.current)
            return places.map { $0 === loops.first }
        }
        #expect(places == [true, true, true])
    }

    /// Inside the actor it may be on either: Swift 6.3 lets the thread that leaves a busy actor run
    /// the next call as well. So nothing that belongs to a loop has a place in a shared actor.
    @Test func `a task that calls an actor shared by two loops is back on its own afterwards`()
        async throws
    {
        let strays = try await onLoops(2) { loops in
            let counter = Counter()
            @Sendable func callOften(from loop: EventLoop) async -> Int {
                var strays = 0
                for _ in 0..<10_000 {
                    let inside = await counter.add()
                    if EventLoop.current !== loop || inside == nil { strays += 1 }
                }
                return strays
            }
            let other = loops.all[1]
            async let there = other.run { await callOften(from: other) }
            let here = await callOften(from: loops.first)
            let all = await here + there
            #expect(await counter.value == 20_000)
            return all
        }
        #expect(strays == 0)
    }
}

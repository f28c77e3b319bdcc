import EventLoop
import Testing

@testable import Resilience

/// The two counters of a breaker against lists that remember everything.
@Suite struct OutcomeWindowTests {
    @Test(arguments: 0..<50 as Range<UInt64>)
    func `the window counts what ended in its time, and nothing older`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var window = OutcomeWindow(milliseconds: 1_000)
        var all: [(slice: UInt64, isFailure: Bool)] = []
        var now = Instant.seconds(5)
        for _ in 0..<200 {
            now = now.advanced(byMilliseconds: Self.pause(&random))
            let isFailure = Bool.random(using: &random)
            window.record(isFailure: isFailure, at: now)
            let present = now.nanoseconds / 100_000_000
            all.append((present, isFailure))
            let recent = all.filter { $0.slice + 10 > present }
            #expect(window.calls == recent.count, "seed \(seed)")
            #expect(window.failures == recent.count { $0.isFailure }, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `a call is overdue when it is older than the limit, and until it ends`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var calls = RunningCalls(overdueAfterMilliseconds: 800)
        var running: [(start: RunningCalls.Start, began: Instant)] = []
        var now = Instant.seconds(5)
        for _ in 0..<200 {
            now = now.advanced(byMilliseconds: Self.pause(&random))
            if Bool.random(using: &random) {
                running.append((calls.begin(at: now), now))
            } else if let index = running.indices.randomElement(using: &random) {
                calls.end(running.remove(at: index).start, at: now)
            }
            calls.advance(to: now)
            let ages = running.map { now.nanoseconds(since: $0.began) }
            #expect(calls.overdue <= ages.count { $0 >= 800_000_000 }, "seed \(seed)")
            #expect(calls.overdue >= ages.count { $0 >= 900_000_000 }, "seed \(seed)")
        }
        for call in running { calls.end(call.start, at: now) }
        #expect(calls.overdue == 0, "seed \(seed)")
    }

    /// Mostly short, sometimes longer than any ring.
    private static func pause(_ random: inout SeededGenerator) -> Int {
        Int.random(in: 0..<20, using: &random) == 0
            ? Int.random(in: 0...3_000, using: &random) : Int.random(in: 0...60, using: &random)
    }
}

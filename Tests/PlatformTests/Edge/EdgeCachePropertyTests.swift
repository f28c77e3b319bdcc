import EventLoop
import HTTP
import Resilience
import Testing

@testable import Edge

@Suite struct EdgeCachePropertyTests {
    /// A handler whose answers name the question, its moment, and for how long they may be kept.
    private static func answer(_ request: Request, at now: Instant) -> Response {
        let path = request.target.path
        let seconds = path.utf8.count % 4 * 5
        let pad = String(repeating: "·", count: path.utf8.reduce(0) { $0 + Int($1) } % 300)
        let kind = path.contains("v") ? request.fields[.accept] ?? "" : ""
        let text = "\(request.target) \(kind) \(now.nanoseconds) \(pad)"
        return .shared(text, seconds: seconds, vary: path.contains("v") ? "Accept" : nil)
    }

    private static func question(_ random: inout SeededGenerator) -> Request {
        let letters = ["a", "b", "v", "vv", "av", "bv", "abc", "aa?q=1", "aa?q=2", "v?q"]
        let kinds = ["x", "y", "z"]
        let path = "/" + (letters.randomElement(using: &random) ?? "")
        return .get(path, [(.accept, kinds.randomElement(using: &random) ?? "")])
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `nobody gets another's answer, or a stale one, and the bounds hold`(seed: UInt64) throws {
        try underVirtualTime(seed: seed) { loop in
            var random = SeededGenerator(seed: seed)
            var limits = CacheLimits()
            limits.entries = Int.random(in: 1...8, using: &random)
            limits.bytes = Int.random(in: 600...6_000, using: &random)
            let lane = CacheLane(loop, limits)
            let bounds = limits
            let handler: Handler = { request in
                let answer = Self.answer(request, at: loop.now)
                try await loop.sleep(milliseconds: request.target.path.utf8.count * 100)
                return answer
            }
            let scope = TaskScope(loop: loop)
            for _ in 0..<300 {
                let request = Self.question(&random)
                scope.spawn {
                    do {
                        let given = try await lane.answer(request, handler)
                        try await Self.check(given, for: request, at: loop.now, seed)
                    } catch {
                        Issue.record("seed \(seed): \(error)")
                    }
                    #expect(lane.count <= bounds.entries, "seed \(seed)")
                    #expect(lane.bytes <= bounds.bytes, "seed \(seed)")
                }
                try await loop.sleep(milliseconds: Int.random(in: 0...700, using: &random))
            }
            await scope.drained()
            #expect(lane.tallies.hits.value + lane.tallies.joins.value > 0, "seed \(seed)")
        }
    }

    private static func check(
        _ given: Response, for request: Request, at now: Instant, _ seed: UInt64
    ) async throws {
        let text = try await EdgeAnswer(given).text
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        let made = Instant(nanoseconds: try #require(UInt64(words[2])))
        let wanted = try await EdgeAnswer(Self.answer(request, at: made))
        #expect(text == wanted.text, "seed \(seed)")
        let travelMilliseconds = request.target.path.utf8.count * 100
        let fresh = CacheControl(given.fields).freshSeconds * 1_000
        let age = Int(now.nanoseconds(since: made) / 1_000_000)
        #expect(age <= max(fresh, 0) + travelMilliseconds, "seed \(seed)")
        if let said = given.fields[.age].flatMap({ Int($0) }) {
            #expect(said == (age - travelMilliseconds) / 1_000, "seed \(seed)")
        }
    }
}

import EventLoop
import Testing

@testable import Corpus

@Suite struct SurroundingsTests {
    private func surroundings(_ given: [String: String] = [:], seed: UInt64 = 1) -> Surroundings {
        var generator = SeededGenerator(seed: seed)
        return Surroundings(
            url: "http://a", given: given, unixMilliseconds: 0, drawingFrom: &generator)
    }

    @Test func `no two scenarios are within a rider's reach`() throws {
        let all = surroundings()
        var places: [(x: Double, y: Double)] = []
        for number in 0..<Surroundings.mostScenarios {
            let variables = all.variables(ofScenario: number)
            let x = try #require(variables["place_x"]?.number)
            let y = try #require(variables["place_y"]?.number)
            #expect(abs(x) < 50_000 && abs(y) < 50_000)
            let awayX = try #require(variables["away_x"]?.number)
            let awayY = try #require(variables["away_y"]?.number)
            #expect(abs(awayX) < 50_000 && abs(awayY) < 50_000)
            #expect(abs(x - awayX) == 50_000 && abs(y - awayY) == 50_000)
            for (otherX, otherY) in places {
                let distance = ((x - otherX) * (x - otherX) + (y - otherY) * (y - otherY))
                // Each may go 600 m from its place, and a rider looks 5 km around.
                #expect(distance > 6_200 * 6_200)
            }
            places.append((x, y))
        }
    }

    @Test func `every scenario of every run has a prefix of its own`() {
        var prefixes: Set<String> = []
        for seed in 1...20 {
            let all = surroundings(seed: UInt64(seed))
            for number in 0..<50 {
                guard case .string(let prefix)? = all.variables(ofScenario: number)["prefix"] else {
                    Issue.record("a prefix is a text, and is never taken for a number")
                    return
                }
                prefixes.insert(prefix)
            }
        }
        #expect(prefixes.count == 1_000)
    }

    @Test func `what is given goes before what is made`() {
        let variables = surroundings(["prefix": "mine", "stock": "3", "word": "3x", "pin": "007"])
            .variables(ofScenario: 0)
        #expect(variables["prefix"] == .string("mine"))
        #expect(variables["stock"] == .integer(3))
        #expect(variables["word"] == .string("3x"))
        #expect(variables["pin"] == .string("007"))
        #expect(variables["url"] == .string("http://a"))
    }

    @Test(arguments: [
        (0, "1970-01-01"), (53_999_999, "1970-01-01"), (54_000_000, "1970-01-02"),
        (951_750_000_000, "2000-02-29"), (951_836_400_000, "2000-03-01"),
        (1_798_729_199_000, "2026-12-31"), (1_798_729_200_000, "2027-01-01"),
    ])
    func `the day is Korea's`(_ unixMilliseconds: Int64, _ day: String) {
        #expect(Surroundings.koreanDay(unixMilliseconds) == day)
    }
}

import Kernel
import Testing

@Suite struct MoneyTests {
    @Test(arguments: [
        (0, 0), (9_999, 679), (10_000, 680), (10_001, 680), (123_456_789, 8_395_061),
        (-1, -1), (-10_000, -680), (-10_001, -681),
    ])
    func `a share is rounded down, never to the payer's favour`(won: Int64, share: Int64) {
        #expect(Money(won: won).share(of: 680) == Money(won: share))
    }

    @Test func `the share of the greatest sum does not overflow`() {
        let most = Money(won: .max / 10_000)
        #expect(most.share(of: 10_000) == most)
    }
}

@Suite struct MomentTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_709_208_000_007, "2024-02-29T12:00:00.007Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
    ])
    func `a moment is written and read as RFC 3339 has it`(milliseconds: Int64, text: String) {
        #expect(Moment(unixMilliseconds: milliseconds).description == text)
        #expect(Moment(text)?.unixMilliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z",
        "2026-01-01T24:00:00.000Z", "2026-01-01T00:60:00.000Z", "2026-01-01T00:00:60.000Z",
        "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000+09:00", "2026-01-01T00:00:00.000Z ",
        "2026-1-01T00:00:00.000Z", "+026-01-01T00:00:00.000Z", "2026-01-32T00:00:00.000Z",
    ])
    func `what no clock of ours says is refused`(text: String) {
        #expect(Moment(text) == nil)
    }

    @Test func `an identifier tells when it was made`() {
        let order = OrderID(bits: UInt128(1_709_208_000_007) << 80 | 7 << 76)
        #expect(order.madeAt.description == "2024-02-29T12:00:00.007Z")
    }
}

@Suite struct DayTests {
    @Test(arguments: [
        ("2026-11-21T14:59:59.999Z", "2026-11-21"), ("2026-11-21T15:00:00.000Z", "2026-11-22"),
        ("1969-12-31T14:59:59.999Z", "1969-12-31"),
    ])
    func `a day begins at midnight in Korea`(moment: String, day: String) throws {
        let moment = try #require(Moment(moment))
        #expect(Day(of: moment).description == day)
        #expect(Day(of: moment).start <= moment && moment < Day(of: moment).next.start)
    }

    @Test func `every day of four centuries is read as it was written`() throws {
        for number in 0..<146_097 {
            let day = Day(daysSince1970: number)
            guard Day(day.description) == day else {
                Issue.record("\(day) was not read back")
                return
            }
        }
    }

    @Test(arguments: ["2026-02-30", "2026-2-03", "2026-02-03 ", "20260203", "2026-02-03T"])
    func `what is no day is refused`(text: String) {
        #expect(Day(text) == nil)
    }
}

@Suite struct PlaceTests {
    @Test func `a distance is rounded to whole metres`() {
        #expect(Place(x: 0, y: 0).metres(to: Place(x: 3, y: -4)) == 5)
        #expect(Place(x: 0, y: 0).metres(to: Place(x: 1, y: 1)) == 1)
        #expect(Place(x: -50_000, y: -50_000).metres(to: Place(x: 50_000, y: 50_000)) == 141_421)
    }

    @Test func `the map ends`() {
        #expect(Place(x: 50_000, y: -50_000).isOnTheMap)
        #expect(!Place(x: 50_001, y: 0).isOnTheMap)
    }
}

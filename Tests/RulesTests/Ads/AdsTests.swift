import AdsRules
import Kernel
import Testing

private let today = Day(daysSince1970: 20_000)
private let store = StoreID(bits: 2)

private func day(_ offset: Int) -> Day { Day(daysSince1970: today.daysSince1970 + offset) }

private func buy(
    _ days: Range<Int>, besides others: [Ad] = []
) throws(AdRejection) -> Ad {
    try Ad.bought(
        id: AdID(bits: UInt128(others.count + 1)), for: store, from: day(days.lowerBound),
        until: day(days.upperBound), on: today, besides: others)
}

@Suite struct AdsTests {
    @Test func `an ad runs from its first day up to its end`() throws {
        let ad = try buy(1..<3)
        #expect((0...3).map { ad.isActive(on: day($0)) } == [false, true, true, false])
    }

    @Test func `an ad begins and ends at midnight in Korea`() throws {
        let ad = try buy(1..<2)
        let first = day(1).start
        #expect(!ad.isActive(on: Day(of: first.advanced(byMilliseconds: -1))))
        #expect(ad.isActive(on: Day(of: first)))
        #expect(!ad.isActive(on: Day(of: day(2).start)))
    }

    @Test(arguments: [(-1, 1), (0, 91), (91, 92)])
    func `an ad begins today or soon, and does not run for ever`(first: Int, until: Int) {
        #expect(throws: AdRejection.periodInvalid) { try buy(first..<until) }
    }

    @Test func `an ad of no day, or backwards, is refused`() {
        for until in [0, -1] {
            #expect(throws: AdRejection.periodInvalid) {
                try Ad.bought(
                    id: AdID(bits: 1), for: store, from: today, until: day(until), on: today,
                    besides: [])
            }
        }
    }

    @Test func `a store has one ad at a time, and the next may follow at once`() throws {
        let first = try buy(2..<5)
        for days in [2..<5, 0..<3, 4..<9, 3..<4, 0..<9] {
            #expect(throws: AdRejection.overlaps(first.id)) { try buy(days, besides: [first]) }
        }
        for days in [0..<2, 5..<6] { _ = try buy(days, besides: [first]) }
    }

    @Test func `another store's ad is in nobody's way`() throws {
        let other = Ad(
            id: AdID(bits: 9), storeID: StoreID(bits: 3), days: day(0)..<day(9), pricePerDay: .zero)
        _ = try buy(0..<9, besides: [other])
    }

    @Test func `what was stopped makes room from the next day on`() throws {
        let stopped = try buy(0..<9).stopped(on: today)
        #expect(throws: AdRejection.overlaps(stopped.id)) { try buy(0..<9, besides: [stopped]) }
        _ = try buy(1..<9, besides: [stopped])
    }

    @Test func `the day that has begun is charged and shown to its end`() throws {
        let ad = try buy(0..<9).stopped(on: day(3))
        #expect(ad.isActive(on: day(3)) && !ad.isActive(on: day(4)))
        #expect(ad.owed(through: day(9)) == Ad.currentPricePerDay * 4)
        #expect(try ad.stopped(on: day(3)) == ad)
        #expect(throws: AdRejection.isOver) { try ad.stopped(on: day(4)) }
    }

    @Test func `an ad that is stopped before it begins owes nothing and blocks nothing`() throws {
        for stop in [0, 1] {
            let ad = try buy(2..<9).stopped(on: day(stop))
            #expect(ad.owed(through: day(9)) == .zero)
            #expect(!(0...9).contains { ad.isActive(on: day($0)) })
            _ = try buy(0..<9, besides: [ad])
        }
    }

    @Test func `a day is owed once it has begun, and once only`() throws {
        let ad = try buy(1..<4)
        #expect(ad.daysOwed(through: day(0)) == [])
        #expect(ad.daysOwed(through: day(2)) == [day(1), day(2)])
        #expect(ad.daysOwed(since: day(3), through: day(7)) == [day(3)])
        #expect(ad.daysOwed(since: day(4), through: day(7)) == [])
        #expect(ad.owed(through: day(7)) == Ad.currentPricePerDay * 3)
    }

    @Test func `on no day of a random history has a store two ads, and it pays each day shown`()
        throws
    {
        for seed in 0..<200 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var ads: [Ad] = []
            var shown = 0
            for now in 0..<60 {
                if let index = ads.indices.randomElement(using: &generator), now % 3 == 0,
                    let stopped = try? ads[index].stopped(on: day(now))
                {
                    ads[index] = stopped
                }
                let first = now + Int.random(in: 0..<5, using: &generator)
                let ad = try? Ad.bought(
                    id: AdID(bits: UInt128(now)), for: store, from: day(first),
                    until: day(first + .random(in: 1..<9, using: &generator)), on: day(now),
                    besides: ads)
                if let ad { ads.append(ad) }
                let active = ads.count { $0.isActive(on: day(now)) }
                #expect(active <= 1, "seed \(seed), day \(now)")
                shown += active
            }
            let owed = ads.reduce(Money.zero) { $0 + $1.owed(through: day(59)) }
            #expect(owed == Ad.currentPricePerDay * shown, "seed \(seed)")
        }
    }
}

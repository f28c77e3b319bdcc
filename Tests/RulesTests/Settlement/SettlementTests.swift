import Kernel
import SettlementRules
import Testing

private let today = Day(daysSince1970: 20_000)
private let store = StoreID(bits: 2)

private func day(_ offset: Int) -> Day { Day(daysSince1970: today.daysSince1970 + offset) }

private func close(
    through day: Day = today, _ unsettled: [Day: DaySums]
) throws(SettlementRejection) -> SettlementRun {
    try SettlementRun.closed(
        id: SettlementID(bits: 1), for: store, through: day, on: today, unsettled: unsettled)
}

private func delivered(
    _ items: Int64, on day: Day = today, platformCoupon: Int64 = 0, storeCoupon: Int64 = 0
) -> SettlementFact {
    .delivered(
        DeliveredOrder(
            orderID: OrderID(bits: 1), deliveredAt: day.start, itemsTotal: Money(won: items),
            platformCoupon: Money(won: platformCoupon), storeCoupon: Money(won: storeCoupon)))
}

private func ad(_ price: Int64, on day: Day = today) -> SettlementFact {
    .adDay(AdDay(adID: AdID(bits: 1), day: day, price: Money(won: price)))
}

@Suite struct SettlementTests {
    @Test func `a day is items less commission, store coupons and ads`() throws {
        let facts = [
            delivered(20_001), delivered(15_000, platformCoupon: 7_000),
            delivered(30_000, storeCoupon: 2_000), ad(5_000),
        ]
        let run = try close(DaySums.byDay(facts))
        let line = try #require(run.lines.first)
        #expect(run.lines.count == 1)
        #expect(line.sums.items == Money(won: 65_001))
        #expect(line.commission == Money(won: 4_420))
        #expect(line.payout == Money(won: 65_001 - 4_420 - 2_000 - 5_000))
    }

    @Test func `what the platform gave its customers costs the store nothing`() throws {
        let plain = try close(DaySums.byDay([delivered(20_000)]))
        let discounted = try close(DaySums.byDay([delivered(20_000, platformCoupon: 7_000)]))
        #expect(plain.amounts == discounted.amounts)
    }

    @Test func `commission is rounded once a day, not once an order`() throws {
        let facts = (0..<10).map { _ in delivered(9_999) }
        #expect(try close(DaySums.byDay(facts)).amounts.commission == Money(won: 6_799))
    }

    @Test func `an order belongs to the day on which it was delivered in Korea`() {
        let lastMoment = day(1).start.advanced(byMilliseconds: -1)
        let order = DeliveredOrder(
            orderID: OrderID(bits: 1), deliveredAt: lastMoment, itemsTotal: Money(won: 1))
        #expect(order.day == today)
    }

    @Test func `a run goes through today at most`() {
        #expect(throws: SettlementRejection.dayNotBegun) {
            try close(through: day(1), DaySums.byDay([delivered(20_000)]))
        }
    }

    @Test func `a run of nothing is refused`() {
        #expect(throws: SettlementRejection.nothingToSettle) { try close([:]) }
        #expect(throws: SettlementRejection.nothingToSettle) {
            try close(through: day(-1), DaySums.byDay([delivered(20_000)]))
        }
    }

    @Test func `a run has an end`() throws {
        let facts = (0...SettlementRun.mostDays).map { delivered(20_000, on: day(-$0)) }
        #expect(throws: SettlementRejection.tooManyDays) { try close(DaySums.byDay(facts)) }
        let run = try close(through: day(-1), DaySums.byDay(facts))
        #expect(run.lines.count == SettlementRun.mostDays)
    }

    @Test func `a store that owes more than it earned is billed`() throws {
        let amounts = try close(DaySums.byDay([ad(5_000)])).amounts
        #expect(amounts.payout == Money(won: -5_000))
        #expect(amounts.fromStore == .zero)
    }

    @Test func `what comes late is settled by the next run, on a line of its own day`() throws {
        let first = try close(DaySums.byDay([delivered(20_000)]))
        let second = try close(DaySums.byDay([delivered(10_000)]))
        #expect(first.lines.map(\.day) == second.lines.map(\.day))
        #expect(second.lines.map(\.sums.items) == [Money(won: 10_000)])
    }

    @Test func `in a random history each fact is paid once, and made again a run is the same`()
        throws
    {
        for seed in 0..<200 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var open: [SettlementFact] = []
            var all: [SettlementFact] = []
            var amounts: [SettlementAmounts] = []
            for now in 0..<20 {
                let facts = randomFacts(from: now, using: &generator)
                open += facts
                all += facts
                let through = day(now - Int.random(in: 0..<4, using: &generator))
                let run = try? SettlementRun.closed(
                    id: SettlementID(bits: UInt128(now)), for: store, through: through,
                    on: day(now), unsettled: DaySums.byDay(open))
                guard let run else { continue }
                let taken = open.filter { $0.day <= through }.shuffled(using: &generator)
                open.removeAll { $0.day <= through }
                amounts.append(run.amounts)
                #expect(run.lines == SettlementLine.lines(of: DaySums.byDay(taken)), "seed \(seed)")
                #expect(run.lines.map(\.day) == run.lines.map(\.day).sorted(), "seed \(seed)")
            }
            #expect(!amounts.isEmpty, "seed \(seed)")
            let settled = all.filter { !open.contains($0) }.map(\.sums).reduce(DaySums(), +)
            let paid = amounts.map(\.payout).reduce(.zero, +)
            let kept = amounts.map(\.commission).reduce(.zero, +)
            #expect(
                paid + kept == settled.items - settled.storeCoupons - settled.ads, "seed \(seed)")
            let exact = settled.items.share(of: 680)
            #expect(kept <= exact && exact - kept <= Money(won: 80), "seed \(seed)")
        }
    }

    /// Each with an identifier of its own, so that no two are equal; some of days before.
    private func randomFacts(
        from now: Int, using generator: inout SeededGenerator
    ) -> [SettlementFact] {
        (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
            let day = day(now - Int.random(in: 0..<3, using: &generator))
            let id = UInt128(generator.next())
            if Bool.random(using: &generator) {
                return .adDay(AdDay(adID: AdID(bits: id), day: day, price: Money(won: 5_000)))
            }
            let items = Int64.random(in: 10_000...50_000, using: &generator)
            let coupon = Money(won: .random(in: 0...items, using: &generator))
            let isPlatforms = Bool.random(using: &generator)
            return .delivered(
                DeliveredOrder(
                    orderID: OrderID(bits: id), deliveredAt: day.start,
                    itemsTotal: Money(won: items),
                    platformCoupon: isPlatforms ? coupon : .zero,
                    storeCoupon: isPlatforms ? .zero : coupon))
        }
    }
}

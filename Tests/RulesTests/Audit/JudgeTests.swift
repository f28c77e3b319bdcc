import AuditRules
import Kernel
import Testing

private let now = OrderHistory.now

@Suite struct JudgeTests {
    @Test func `a flawless history is clean, and nothing of it is in flight`() {
        for seed in 0..<20 {
            var history = OrderHistory(seed: UInt64(seed))
            var judge = Judge(at: now)
            for _ in 0..<500 { judge.hear(history.order()) }
            #expect(judge.report.violations == [], "seed \(seed)")
            #expect(judge.report.isClean && judge.report.isAtRest, "seed \(seed)")
            #expect(judge.report.judgedCounts == [.orders: 500])
        }
    }

    @Test(arguments: Plant.all)
    func `a planted violation is caught, and nothing else is found`(plant: Plant) {
        var plantedCount = 0
        for seed in 0..<100 {
            var history = OrderHistory(seed: UInt64(seed))
            for station in plant.stations {
                var order = history.order(at: station)
                guard plant.applies(order) else { continue }
                plant.bend(&order)
                plantedCount += 1
                let findings = judged(order).violations
                #expect(
                    findings.map(\.invariant) == [plant.invariant],
                    "seed \(seed), \(station): \(findings)")
                #expect(findings.map(\.subject) == [order.id.description])
            }
        }
        #expect(plantedCount >= 20)
    }

    @Test func `every invariant of an order has its plants`() {
        let planted = Set(Plant.all.map(\.invariant))
        #expect(planted == Set(Invariant.allCases).subtracting([.readModels]))
    }

    @Test(arguments: Plant.all)
    func `what changed a moment ago is in flight, and judged a moment later`(plant: Plant) throws {
        var history = OrderHistory(seed: 1)
        let station = try #require(plant.stations.first)
        var order = history.order(at: station)
        while !plant.applies(order) { order = history.order(at: station) }
        plant.bend(&order)
        order.changedAt = now.advanced(byMilliseconds: -1_999)
        // The days of a settlement follow from the moment of delivery, which stays.
        let young = judged(order)
        #expect(young.isClean && !young.isAtRest)
        #expect(young.inFlight.map(\.ageMilliseconds) == [1_999])
        order.changedAt = now.advanced(byMilliseconds: -2_000)
        let old = judged(order)
        #expect(!old.isClean && old.isAtRest)
    }

    @Test func `what changes while the facts are gathered is in flight`() {
        var history = OrderHistory(seed: 1)
        var order = history.order(at: .paid)
        order.changedAt = now.advanced(byMilliseconds: 5)
        #expect(judged(order).inFlight.map(\.ageMilliseconds) == [0])
    }

    @Test(arguments: [
        (OrderHistory.Station.chargeUnanswered, Awaited.provider), (.refundUnanswered, .provider),
        (.deliveredUninvited, .provider), (.paid, .owner), (.beingCooked, .owner),
        (.waitingForRider, .rider), (.readyAlone, .rider), (.readyWithRider, .rider),
        (.pickedUp, .rider),
    ])
    func `who is waited for is named, with the age`(
        station: OrderHistory.Station, awaited: Awaited
    ) {
        var history = OrderHistory(seed: 1)
        let order = history.order(at: station)
        let report = judged(order)
        #expect(report.waiting.map(\.awaited) == [awaited])
        #expect(report.waiting.map(\.ageMilliseconds) == [now.milliseconds(since: order.changedAt)])
        #expect(report.waitingCounts == [awaited: 1])
    }

    @Test func `the search for a rider may end as late as anything else`() {
        var history = OrderHistory(seed: 1)
        var order = history.order(at: .waitingForRider)
        order.delivery = .waiting(until: now.advanced(byMilliseconds: -2_000))
        #expect(judged(order).isClean)
    }

    @Test(arguments: [
        OrderHistory.Station.delivered, .rejected, .refusedAtOnce, .cancelledAfterPayment,
        .deliveryFailed,
    ])
    func `what is settled waits for nobody`(station: OrderHistory.Station) {
        var history = OrderHistory(seed: 1)
        #expect(judged(history.order(at: station)).waiting == [])
    }

    @Test func `a report counts all and lists the first`() {
        var history = OrderHistory(seed: 1)
        var judge = Judge(at: now)
        for _ in 0..<250 {
            var order = history.order(at: .paid)
            judge.hear(order)
            order.payment.recorded = .init()
            judge.hear(order)
            order.changedAt = now
            judge.hear(order)
        }
        let report = judge.report
        #expect(report.judgedCounts == [.orders: 750])
        #expect(report.violationCounts == [.money: 250] && report.violationCount == 250)
        #expect(report.inFlightCount == 250 && report.waitingCounts == [.owner: 500])
        let listed = [report.violations.count, report.inFlight.count, report.waiting.count]
        #expect(listed == [100, 100, 100])
    }

    private func judged(_ order: OrderFacts) -> AuditReport {
        var judge = Judge(at: now)
        judge.hear(order)
        return judge.report
    }
}

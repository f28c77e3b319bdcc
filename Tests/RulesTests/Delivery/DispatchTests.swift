import DeliveryRules
import Kernel
import Testing

private let store = Place(x: 0, y: 0)

private func idle(_ id: UInt128, x: Int, y: Int = 0, since: Int64 = 0) -> Dispatch.IdleRider {
    Dispatch.IdleRider(
        id: MemberID(bits: id), place: Place(x: x, y: y),
        idleSince: Moment(unixMilliseconds: since))
}

private func waiting(_ id: UInt128, x: Int, since: Int64) -> Dispatch.WaitingDelivery {
    Dispatch.WaitingDelivery(
        id: DeliveryID(bits: id), pickup: Place(x: x, y: 0),
        acceptedAt: Moment(unixMilliseconds: since))
}

@Suite struct DispatchTests {
    @Test func `the nearest rider is sent`() {
        let riders = [idle(1, x: 300), idle(2, x: -200), idle(3, x: 0, y: 250)]
        #expect(Dispatch.rider(forPickupAt: store, among: riders)?.id == MemberID(bits: 2))
    }

    @Test func `of riders equally near the one who waits longest is sent`() {
        let riders = [idle(1, x: 5, since: 30), idle(2, x: 3, y: 4, since: 20)]
        #expect(Dispatch.rider(forPickupAt: store, among: riders)?.id == MemberID(bits: 2))
    }

    @Test func `of riders alike in both the lowest identifier is sent`() {
        let riders = [idle(3, x: 5), idle(1, x: -5), idle(2, x: 0, y: 5)]
        #expect(Dispatch.rider(forPickupAt: store, among: riders)?.id == MemberID(bits: 1))
    }

    @Test func `no rider from further than five kilometres is sent`() {
        #expect(Dispatch.rider(forPickupAt: store, among: [idle(1, x: 3_000, y: 4_001)]) == nil)
        #expect(Dispatch.rider(forPickupAt: store, among: [idle(1, x: 3_000, y: 4_000)]) != nil)
        #expect(Dispatch.rider(forPickupAt: store, among: []) == nil)
    }

    @Test func `a rider who becomes idle takes what waits longest within reach`() {
        let deliveries = [
            waiting(1, x: 10, since: 30), waiting(3, x: 4_000, since: 20),
            waiting(2, x: 4_500, since: 20), waiting(4, x: 5_001, since: 10),
        ]
        let taken = Dispatch.delivery(forRiderAt: store, among: deliveries)
        #expect(taken?.id == DeliveryID(bits: 2))
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `the choice is the same in whatever order riders are looked at`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let riders = (0..<200).map { id in
            idle(
                UInt128(id), x: .random(in: -8...8, using: &random) * 1_000,
                y: .random(in: -8...8, using: &random) * 1_000,
                since: .random(in: 0...3, using: &random))
        }
        let chosen = Dispatch.rider(forPickupAt: store, among: riders)
        let again = Dispatch.rider(forPickupAt: store, among: riders.shuffled(using: &random))
        #expect(chosen == again, "seed \(seed)")
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `nobody in range is outside the square that a query narrows by`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let center = Place(x: 1_234, y: -4_321)
        let square = Dispatch.square(around: center)
        for _ in 0..<1_000 {
            let place = Place(
                x: .random(in: -6_000...8_000, using: &random),
                y: .random(in: -11_000...2_000, using: &random))
            guard Dispatch.isInRange(center, place) else { continue }
            #expect(
                square.x.contains(place.x) && square.y.contains(place.y), "seed \(seed)")
        }
    }
}

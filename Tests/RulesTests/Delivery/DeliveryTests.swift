import DeliveryRules
import Kernel
import Testing

private let rider = MemberID(bits: 1)
private let stranger = MemberID(bits: 9)
private let states: [DeliveryState] = [
    .waiting, .assigned(rider), .pickedUp(rider), .completed(rider), .failed(.noRider),
    .failed(.byRider(rider)),
]

private func delivery(_ state: DeliveryState) -> Delivery {
    Delivery(
        pickup: Place(x: 0, y: 0), destination: Place(x: 900, y: 1_200),
        acceptedAt: Moment(unixMilliseconds: 1_000), state: state)
}

/// What a rider, or dispatch for one, does to a delivery.
private enum Move: CaseIterable {
    case assign, pickUp, complete, fail

    func apply(to delivery: inout Delivery, by member: MemberID) throws(DeliveryRejection) {
        switch self {
        case .assign: try delivery.assign(to: member)
        case .pickUp: try delivery.pickUp(by: member, isFoodReady: true)
        case .complete: try delivery.complete(by: member)
        case .fail: try delivery.fail(by: member)
        }
    }
}

private let life: [(from: DeliveryState, move: Move, to: DeliveryState)] = [
    (.waiting, .assign, .assigned(rider)),
    (.assigned(rider), .pickUp, .pickedUp(rider)),
    (.assigned(rider), .fail, .failed(.byRider(rider))),
    (.pickedUp(rider), .complete, .completed(rider)),
    (.pickedUp(rider), .fail, .failed(.byRider(rider))),
]

@Suite struct DeliveryTests {
    @Test(arguments: states, Move.allCases)
    fileprivate func `every move from every state does what the table says, or is refused`(
        state: DeliveryState, move: Move
    ) throws {
        var delivery = delivery(state)
        if let step = life.first(where: { $0.from == state && $0.move == move }) {
            try move.apply(to: &delivery, by: rider)
            #expect(delivery.state == step.to)
        } else {
            let rejection = #expect(throws: DeliveryRejection.self) {
                try move.apply(to: &delivery, by: rider)
            }
            let isNobodys = state.riderID == nil && move != .assign
            #expect(rejection?.code == (isNobodys ? "forbidden" : "invalid-transition"))
            #expect(delivery.state == state)
        }
        #expect(!state.isFinal || delivery.state == state)
    }

    @Test(arguments: [Move.pickUp, .complete, .fail])
    fileprivate func `only its rider moves a delivery`(move: Move) {
        for state in states {
            var delivery = delivery(state)
            #expect(throws: DeliveryRejection.forbidden) {
                try move.apply(to: &delivery, by: stranger)
            }
            #expect(!delivery.state.isVisible(to: stranger))
        }
    }

    @Test func `food is picked up when it is ready, not before`() throws {
        var delivery = delivery(.assigned(rider))
        #expect(throws: DeliveryRejection.foodNotReady) {
            try delivery.pickUp(by: rider, isFoodReady: false)
        }
        #expect(delivery.state == .assigned(rider))
        try delivery.pickUp(by: rider, isFoodReady: true)
        #expect(delivery.state == .pickedUp(rider))
    }

    @Test func `a delivery that nobody takes fails at its deadline`() {
        let limit = DispatchLimit(waitMilliseconds: 500)
        var delivery = delivery(.waiting)
        #expect(delivery.giveUp(at: Moment(unixMilliseconds: 1_499), within: limit) == false)
        #expect(delivery.giveUp(at: Moment(unixMilliseconds: 1_500), within: limit) == true)
        #expect(delivery.state == .failed(.noRider))
        #expect(delivery.giveUp(at: Moment(unixMilliseconds: 1_501), within: limit) == false)
    }

    @Test(arguments: states.dropFirst())
    func `a delivery that somebody has, or had, is not given up`(state: DeliveryState) {
        var delivery = delivery(state)
        let late = Moment(unixMilliseconds: .max)
        #expect(delivery.giveUp(at: late, within: DispatchLimit(waitMilliseconds: 1)) == false)
        #expect(delivery.state == state)
    }

    @Test(arguments: states) func `a state is read as it was written`(state: DeliveryState) {
        #expect(DeliveryState(name: state.name.rawValue, riderID: state.riderID) == state)
    }

    @Test(
        arguments: [
            ("waiting", rider), ("assigned", nil), ("pickedUp", nil), ("completed", nil),
            ("lost", nil),
        ] as [(String, MemberID?)])
    func `words that no state writes are refused`(name: String, riderID: MemberID?) {
        #expect(DeliveryState(name: name, riderID: riderID) == nil)
    }
}

@Suite struct ShiftTests {
    private let here = Place(x: 0, y: 0)
    private let there = Place(x: 10, y: 10)
    private let early = Moment(unixMilliseconds: 1)
    private let late = Moment(unixMilliseconds: 2)
    private let delivery = DeliveryID(bits: 1)

    @Test func `a rider who moves while waiting keeps the place in the queue`() {
        var shift = Shift.off
        shift.goOn(at: here, now: early)
        shift.goOn(at: there, now: late)
        #expect(shift == .idle(at: there, since: early))
    }

    @Test func `a shift does not end while a delivery is underway`() throws {
        var shift = Shift.busy(delivery)
        #expect(throws: DeliveryRejection.deliveryUnderway) { try shift.goOff() }
        shift.goOn(at: here, now: early)
        #expect(shift == .busy(delivery))
        #expect(shift.finish(delivery, at: there, now: late) == true)
        #expect(shift == .idle(at: there, since: late))
        try shift.goOff()
        #expect(!shift.isOn)
    }

    @Test func `only an idle rider takes a delivery, and only one`() {
        var off = Shift.off
        #expect(off.take(delivery) == false)
        var shift = Shift.idle(at: here, since: early)
        #expect(shift.take(delivery) == true)
        #expect(shift.take(DeliveryID(bits: 2)) == false)
        #expect(shift == .busy(delivery))
    }

    @Test func `a delivery that ends twice frees its rider once`() {
        var shift = Shift.busy(DeliveryID(bits: 2))
        #expect(shift.finish(delivery, at: here, now: late) == false)
        #expect(shift == .busy(DeliveryID(bits: 2)))
    }
}

import Kernel
import OrdersRules
import Testing

private let customer = MemberID(bits: 1)
private let owner = MemberID(bits: 2)
private let coupon = CouponID(bits: 3)

/// Every move of an order as a value, so that tests can try all of them.
private enum OrderMove: CaseIterable {
    case redeemCoupon, refuseCoupon, capture, decline, void
    case cancel, accept, reject, markReady
    case pickUp, complete, findNoRider, failOnTheWay

    func apply(to order: inout Order) throws(OrderRejection) -> [Consequence] {
        switch self {
        case .redeemCoupon: return try order.couponRedeemed()
        case .refuseCoupon: return try order.couponRefused()
        case .capture: return try order.paymentCaptured()
        case .decline: return try order.paymentDeclined()
        case .void: return try order.paymentVoided()
        case .cancel: return try order.cancel(by: customer)
        case .accept: return try order.accept(by: owner)
        case .reject: return try order.reject(by: owner)
        case .markReady:
            try order.markReady(by: owner)
            return []
        case .pickUp:
            try order.deliveryPickedUp()
            return []
        case .complete: return try order.deliveryCompleted()
        case .findNoRider: return try order.deliveryFailed(hadRider: false)
        case .failOnTheWay: return try order.deliveryFailed(hadRider: true)
        }
    }
}

extension OrderState {
    fileprivate static let all: [OrderState] =
        [
            .pending(isCancelRequested: false), .pending(isCancelRequested: true), .paid,
            .accepted, .ready, .pickedUp, .delivered, .rejected,
        ] + CancelReason.allCases.map { .cancelled($0) }
}

extension Order {
    fileprivate init(_ state: OrderState, coupon: CouponID? = coupon) {
        self.init(customerID: customer, ownerID: owner, couponID: coupon, state: state)
    }
}

/// From, by, to, and what it demands. What is not in here is refused.
private let life: [(from: OrderState, move: OrderMove, to: OrderState, demands: [Consequence])] = [
    (pending, .redeemCoupon, pending, [.takePayment]),
    (pending, .refuseCoupon, .cancelled(.couponRejected), []),
    (pending, .capture, .paid, []),
    (pending, .decline, .cancelled(.paymentDeclined), [.restore(coupon)]),
    (pending, .void, .cancelled(.paymentUnknown), [.restore(coupon)]),
    (pending, .cancel, cancelling, []),
    (cancelling, .redeemCoupon, .cancelled(.byCustomer), [.restore(coupon)]),
    (cancelling, .refuseCoupon, .cancelled(.byCustomer), []),
    (cancelling, .capture, .cancelled(.byCustomer), [.refundInFull, .restore(coupon)]),
    (cancelling, .decline, .cancelled(.byCustomer), [.restore(coupon)]),
    (cancelling, .void, .cancelled(.byCustomer), [.restore(coupon)]),
    (cancelling, .cancel, cancelling, []),
    (.paid, .cancel, .cancelled(.byCustomer), [.refundInFull, .restore(coupon)]),
    (.paid, .accept, .accepted, [.findRider]),
    (.paid, .reject, .rejected, [.refundInFull, .restore(coupon)]),
    (.accepted, .markReady, .ready, []),
    (.accepted, .findNoRider, .cancelled(.noRider), [.refundInFull, .restore(coupon)]),
    (.accepted, .failOnTheWay, .cancelled(.deliveryFailed), [.refundInFull, .restore(coupon)]),
    (.ready, .pickUp, .pickedUp, []),
    (.ready, .findNoRider, .cancelled(.noRider), [.refundInFull, .restore(coupon)]),
    (.ready, .failOnTheWay, .cancelled(.deliveryFailed), [.refundInFull, .restore(coupon)]),
    (.pickedUp, .complete, .delivered, [.payOut]),
    (.pickedUp, .findNoRider, .cancelled(.noRider), [.refundInFull, .restore(coupon)]),
    (.pickedUp, .failOnTheWay, .cancelled(.deliveryFailed), [.refundInFull, .restore(coupon)]),
]
private let pending = OrderState.pending(isCancelRequested: false)
private let cancelling = OrderState.pending(isCancelRequested: true)

@Suite struct OrderTests {
    @Test(arguments: OrderState.all, OrderMove.allCases)
    fileprivate func `every move from every state does what the table says, or is refused`(
        state: OrderState, move: OrderMove
    ) throws {
        var order = Order(state)
        if let step = life.first(where: { $0.from == state && $0.move == move }) {
            #expect(try move.apply(to: &order) == step.demands)
            #expect(order.state == step.to)
        } else {
            let rejection = #expect(throws: OrderRejection.self) { try move.apply(to: &order) }
            #expect(rejection?.code == "invalid-transition")
            #expect(order.state == state)
        }
    }

    @Test func `a refusal says where the order is and what was wanted of it`() {
        var order = Order(.delivered)
        let rejection = #expect(throws: OrderRejection.self) { try order.cancel(by: customer) }
        #expect(rejection?.detail == "An order that is delivered does not become cancelled.")
    }

    @Test func `only its customer cancels an order`() {
        var order = Order(.paid)
        for stranger in [owner, MemberID(bits: 9)] {
            #expect(throws: OrderRejection.forbidden) { try order.cancel(by: stranger) }
        }
        #expect(order.state == .paid)
    }

    @Test func `only its store's owner accepts, rejects and readies an order`() {
        for stranger in [customer, MemberID(bits: 9)] {
            var order = Order(.paid)
            #expect(throws: OrderRejection.forbidden) { try order.accept(by: stranger) }
            #expect(throws: OrderRejection.forbidden) { try order.reject(by: stranger) }
            var accepted = Order(.accepted)
            #expect(throws: OrderRejection.forbidden) { try accepted.markReady(by: stranger) }
        }
    }

    @Test func `an order is seen by its customer and its store's owner`() {
        let order = Order(.paid)
        #expect(order.isVisible(to: customer))
        #expect(order.isVisible(to: owner))
        #expect(!order.isVisible(to: MemberID(bits: 9)))
    }

    @Test func `an order without a coupon pays at once, and gives none back`() throws {
        let placed = Order(placedBy: customer, atStoreOf: owner, with: nil)
        #expect(placed.firstConsequence == .takePayment)
        var paid = Order(.paid, coupon: nil)
        #expect(try paid.cancel(by: customer) == [.refundInFull])
    }

    @Test func `an order with a coupon redeems it before anything is paid`() {
        let placed = Order(placedBy: customer, atStoreOf: owner, with: coupon)
        #expect(placed.firstConsequence == .redeem(coupon))
        #expect(placed.state == pending)
    }
}

@Suite struct OrderStateTests {
    @Test(arguments: OrderState.all)
    func `a state is read as it was written`(state: OrderState) {
        let read = OrderState(
            name: state.name.rawValue, reason: state.reason?.rawValue,
            isCancelRequested: state.isCancelRequested)
        #expect(read == state)
    }

    @Test(
        arguments: [
            ("cancelled", nil, false), ("paid", "by-customer", false), ("paid", nil, true),
            ("cancelled", "bored", false), ("cancelled", "by-customer", true),
            ("cooked", nil, false),
            ("pending", "by-customer", true), ("", nil, false),
        ] as [(String, String?, Bool)])
    func `words that no state writes are refused`(name: String, reason: String?, asked: Bool) {
        #expect(OrderState(name: name, reason: reason, isCancelRequested: asked) == nil)
    }

    @Test func `how an order was settled can be told from every state that it comes to later`() {
        for step in life where step.to.isSettled && step.from != cancelling {
            let settled = step.from.isSettled ? Order(step.from).asSettled.state : step.to
            #expect(Order(step.to).asSettled.state == settled, "\(step.from), \(step.move)")
        }
        #expect(Order(pending).asSettled.state == pending)
    }

    @Test(arguments: OrderState.all)
    func `a final state is settled, and no move leads out of it`(state: OrderState) {
        let leadsOn = life.contains { $0.from == state }
        #expect(state.isFinal == !leadsOn)
        #expect(state.isSettled || !state.isFinal)
    }
}

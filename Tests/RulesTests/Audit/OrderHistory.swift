import AuditRules
import Kernel

/// Orders as a flawless service would leave them, at every station of their life.
struct OrderHistory {
    static let now = Moment(unixMilliseconds: 1_800_000_000_000)

    /// Where an order may stand when nothing is in flight.
    enum Station: CaseIterable {
        case chargeUnanswered, paid, waitingForRider, beingCooked, readyAlone, readyWithRider
        case pickedUp, delivered, deliveredUninvited
        case rejected, refusedAtOnce, cancelledAfterPayment, refundUnanswered, deliveryFailed
    }

    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func order() -> OrderFacts {
        order(at: Station.allCases[Int.random(in: Station.allCases.indices, using: &generator)])
    }

    mutating func order(at station: Station) -> OrderFacts {
        var order = placed()
        switch station {
        case .chargeUnanswered:
            order.payment.method = .card
            order.payment.unanswered = .init(captured: order.price.total)
            if chance() { order.payment.provider.captured = order.price.total }
        case .refusedAtOnce:
            order.state = .cancelled
            giveCouponBack(&order)
        case .paid, .waitingForRider, .beingCooked, .readyAlone, .readyWithRider, .pickedUp:
            pay(&order)
            cook(&order, until: station)
        case .delivered, .deliveredUninvited:
            pay(&order)
            deliver(&order, isInvited: station == .delivered)
        case .rejected, .cancelledAfterPayment, .refundUnanswered, .deliveryFailed:
            pay(&order)
            order.state = station == .rejected ? .rejected : .cancelled
            order.delivery = station == .deliveryFailed ? .failed : nil
            giveCouponBack(&order)
            refund(&order, isAnswered: station != .refundUnanswered)
        }
        return order
    }

    private mutating func placed() -> OrderFacts {
        let id = OrderID(bits: UInt128(generator.next()))
        let itemsTotal = Money(won: .random(in: 10_000...50_000, using: &generator))
        let fee = Money(won: .random(in: 0...5_000, using: &generator))
        var price = OrderFacts.Price(itemsTotal: itemsTotal, deliveryFee: fee)
        let discount = Money(won: .random(in: 1_000...7_000, using: &generator))
        let coupon = chance() ? CouponFacts(id: CouponID(bits: id.bits), redeemedBy: id) : nil
        if coupon != nil {
            if chance() { price.platformCoupon = discount } else { price.storeCoupon = discount }
        }
        let age = Int64.random(in: 2_000...90_000_000, using: &generator)
        return OrderFacts(
            id: id, state: .pending, changedAt: Self.now.advanced(byMilliseconds: -age),
            price: price, payment: PaymentFacts(method: chance() ? .card : .wallet),
            coupon: coupon)
    }

    private func pay(_ order: inout OrderFacts) {
        let paid = PaymentFacts.Flow(captured: order.price.total)
        order.state = .paid
        order.payment.recorded = paid
        order.payment.ledger = paid
        order.payment.ledgerHeld = order.price.total
        if order.payment.method == .card { order.payment.provider = paid }
    }

    private mutating func cook(_ order: inout OrderFacts, until station: Station) {
        let end = Self.now.advanced(
            byMilliseconds: .random(in: -2_000...60_000, using: &generator))
        switch station {
        case .waitingForRider: (order.state, order.delivery) = (.accepted, .waiting(until: end))
        case .beingCooked: (order.state, order.delivery) = (.accepted, .assigned)
        case .readyAlone: (order.state, order.delivery) = (.ready, .waiting(until: end))
        case .readyWithRider: (order.state, order.delivery) = (.ready, .assigned)
        case .pickedUp: (order.state, order.delivery) = (.pickedUp, .pickedUp)
        default: break
        }
    }

    private mutating func deliver(_ order: inout OrderFacts, isInvited: Bool) {
        order.state = .delivered(at: order.changedAt)
        order.delivery = .completed
        order.payment.ledgerHeld = .zero
        order.invitation = InvitationFacts(
            recordedCount: 1, confirmedCount: isInvited ? 1 : 0,
            loggedCount: isInvited || chance() ? 1 : 0)
        order.reviewCount = chance() ? 1 : 0
        order.settled = [
            SettledFacts(
                day: Day(of: order.changedAt), itemsTotal: order.price.itemsTotal,
                platformCoupon: order.price.platformCoupon, storeCoupon: order.price.storeCoupon)
        ]
    }

    private mutating func giveCouponBack(_ order: inout OrderFacts) {
        // Back, and perhaps in use again already.
        order.coupon?.redeemedBy = chance() ? nil : OrderID(bits: UInt128(generator.next()))
    }

    private mutating func refund(_ order: inout OrderFacts, isAnswered: Bool) {
        let total = order.price.total
        order.payment.ledger.refunded = total
        order.payment.ledgerHeld = .zero
        if isAnswered {
            order.payment.recorded.refunded = total
            if order.payment.method == .card { order.payment.provider.refunded = total }
        } else {
            order.payment.method = .card
            order.payment.provider.captured = total
            order.payment.unanswered = .init(refunded: total)
            if chance() { order.payment.provider.refunded = total }
        }
    }

    private mutating func chance() -> Bool { Bool.random(using: &generator) }
}

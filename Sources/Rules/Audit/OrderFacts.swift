public import Kernel

/// All that the contexts know of one order, side by side. Each field is what its owner says; whether
/// they agree is the question.
public struct OrderFacts: Equatable, Sendable {
    public var id: OrderID
    public var state: State
    /// When the youngest of all these facts came about.
    public var changedAt: Moment
    public var price: Price
    public var payment: PaymentFacts
    public var coupon: CouponFacts?
    public var delivery: DeliveryFacts?
    public var invitation: InvitationFacts
    public var reviewCount: Int
    /// What the settlement was told of it, each time.
    public var settled: [SettledFacts]

    public init(
        id: OrderID, state: State, changedAt: Moment, price: Price, payment: PaymentFacts,
        coupon: CouponFacts? = nil, delivery: DeliveryFacts? = nil,
        invitation: InvitationFacts = InvitationFacts(), reviewCount: Int = 0,
        settled: [SettledFacts] = []
    ) {
        self.id = id
        self.state = state
        self.changedAt = changedAt
        self.price = price
        self.payment = payment
        self.coupon = coupon
        self.delivery = delivery
        self.invitation = invitation
        self.reviewCount = reviewCount
        self.settled = settled
    }

    public enum State: Equatable, Sendable {
        case pending, paid, accepted, ready, pickedUp
        case delivered(at: Moment)
        case rejected, cancelled
    }

    public struct Price: Equatable, Sendable {
        public var itemsTotal: Money
        public var deliveryFee: Money
        /// The discount, by who gave it.
        public var platformCoupon: Money
        public var storeCoupon: Money

        public init(
            itemsTotal: Money, deliveryFee: Money, platformCoupon: Money = .zero,
            storeCoupon: Money = .zero
        ) {
            self.itemsTotal = itemsTotal
            self.deliveryFee = deliveryFee
            self.platformCoupon = platformCoupon
            self.storeCoupon = storeCoupon
        }

        public var total: Money { itemsTotal + deliveryFee - platformCoupon - storeCoupon }
    }
}

/// The coupon that an order names.
public struct CouponFacts: Equatable, Sendable {
    public var id: CouponID
    /// The order that the coupon says it was redeemed by.
    public var redeemedBy: OrderID?

    public init(id: CouponID, redeemedBy: OrderID?) {
        self.id = id
        self.redeemedBy = redeemedBy
    }
}

public enum DeliveryFacts: Equatable, Sendable {
    /// For a rider, until a moment that is written down.
    case waiting(until: Moment)
    case assigned, pickedUp, completed, failed
}

/// The push that asks for a review.
public struct InvitationFacts: Equatable, Sendable {
    public var recordedCount: Int
    /// Those of them that the push provider confirmed to us.
    public var confirmedCount: Int
    /// Those in the push provider's own log.
    public var loggedCount: Int

    public init(recordedCount: Int = 0, confirmedCount: Int = 0, loggedCount: Int = 0) {
        self.recordedCount = recordedCount
        self.confirmedCount = confirmedCount
        self.loggedCount = loggedCount
    }
}

/// What the settlement believes of a delivered order.
public struct SettledFacts: Equatable, Sendable {
    public var day: Day
    public var itemsTotal: Money
    public var platformCoupon: Money
    public var storeCoupon: Money

    public init(day: Day, itemsTotal: Money, platformCoupon: Money, storeCoupon: Money) {
        self.day = day
        self.itemsTotal = itemsTotal
        self.platformCoupon = platformCoupon
        self.storeCoupon = storeCoupon
    }
}

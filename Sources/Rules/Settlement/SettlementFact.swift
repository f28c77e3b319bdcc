public import Kernel

/// What a store is settled by. Each fact belongs to exactly one closed run.
public enum SettlementFact: Equatable, Sendable {
    case delivered(DeliveredOrder)
    case adDay(AdDay)

    public var day: Day {
        switch self {
        case .delivered(let order): order.day
        case .adDay(let ad): ad.day
        }
    }

    public var sums: DaySums {
        switch self {
        case .delivered(let order):
            DaySums(
                orderCount: 1, items: order.itemsTotal, platformCoupons: order.platformCoupon,
                storeCoupons: order.storeCoupon)
        case .adDay(let ad): DaySums(ads: ad.price)
        }
    }
}

/// An order that reached its customer, and so cannot be refunded any more.
public struct DeliveredOrder: Equatable, Sendable {
    public let orderID: OrderID
    /// Of the delivery, not of the order.
    public let day: Day
    /// Before any discount. The delivery fee is the rider's and never comes here.
    public let itemsTotal: Money
    /// The discount, by who gave it: at most one of the two is above zero.
    public let platformCoupon: Money
    public let storeCoupon: Money

    public init(
        orderID: OrderID, deliveredAt: Moment, itemsTotal: Money, platformCoupon: Money = .zero,
        storeCoupon: Money = .zero
    ) {
        self.orderID = orderID
        self.day = Day(of: deliveredAt)
        self.itemsTotal = itemsTotal
        self.platformCoupon = platformCoupon
        self.storeCoupon = storeCoupon
    }
}

/// A day that an ad was shown, or could have been.
public struct AdDay: Equatable, Sendable {
    public let adID: AdID
    public let day: Day
    public let price: Money

    public init(adID: AdID, day: Day, price: Money) {
        self.adID = adID
        self.day = day
        self.price = price
    }
}

/// The facts of one day, added up: all that a line depends on, so that a query may do the adding.
public struct DaySums: Equatable, Sendable {
    public var orderCount: Int
    public var items: Money
    public var platformCoupons: Money
    public var storeCoupons: Money
    public var ads: Money

    public init(
        orderCount: Int = 0, items: Money = .zero, platformCoupons: Money = .zero,
        storeCoupons: Money = .zero,
        ads: Money = .zero
    ) {
        self.orderCount = orderCount
        self.items = items
        self.platformCoupons = platformCoupons
        self.storeCoupons = storeCoupons
        self.ads = ads
    }

    public static func + (left: DaySums, right: DaySums) -> DaySums {
        DaySums(
            orderCount: left.orderCount + right.orderCount, items: left.items + right.items,
            platformCoupons: left.platformCoupons + right.platformCoupons,
            storeCoupons: left.storeCoupons + right.storeCoupons, ads: left.ads + right.ads)
    }

    /// For a run that is closed and for one that is made again by the audit: the same sums.
    public static func byDay(_ facts: some Sequence<SettlementFact>) -> [Day: DaySums] {
        facts.reduce(into: [:]) { sums, fact in
            sums[fact.day, default: DaySums()] = sums[fact.day, default: DaySums()] + fact.sums
        }
    }
}

public import Kernel

/// A town of nobody real, with one day of its life: who lives there, what the kitchens cook, and who
/// ordered what when. The same seed gives the same town; what the business makes of its day is for
/// the business to say.
public struct PlannedTown: Sendable {
    public let customers: [Inhabitant]
    /// One a store, in the stores' order.
    public let owners: [Inhabitant]
    public let riders: [Inhabitant]
    public let stores: [PlannedStore]
    public let campaigns: [PlannedCampaign]
    /// In the order of time.
    public let orders: [PlannedOrder]

    /// How large a town is, and from what it grows.
    public struct Scale: Hashable, Sendable {
        public static let storeCounts = 1...10_000
        public static let orderCounts = 0...1_000_000

        public let stores: Int
        public let orders: Int
        public let seed: UInt64

        public init(stores: Int, orders: Int, seed: UInt64) {
            precondition(Self.storeCounts.contains(stores), "a town of \(stores) stores")
            precondition(Self.orderCounts.contains(orders), "a day of \(orders) orders")
            self.stores = stores
            self.orders = orders
            self.seed = seed
        }
    }
}

/// Somebody, by a name that means nobody, and where the day begins for them.
public struct Inhabitant: Sendable {
    public let name: String
    public let place: Place
}

public struct PlannedStore: Sendable {
    public let name: String
    /// As the stores' rules call it.
    public let category: String
    public let place: Place
    public let minimumOrder: Money
    public let deliveryFee: Money
    public let menu: [Dish]
    /// Whether it pays for a place on top of the listing.
    public let hasAd: Bool
}

public struct Dish: Hashable, Sendable {
    public let name: String
    public let price: Money
}

/// ₩`discount` off for the first `stock` who come.
public struct PlannedCampaign: Sendable {
    public let discount: Money
    public let minimumOrder: Money
    public let stock: Int
}

/// An order as its people mean it to go. A meal that no rider comes for goes otherwise.
public struct PlannedOrder: Sendable {
    public struct Line: Hashable, Sendable {
        public let dish: Int
        public let quantity: Int
    }

    public enum Fate: Sendable {
        case delivered(Course, Opinion?)
        case rejected(at: Moment)
        case cancelled(at: Moment)
        /// The card has no money behind it.
        case declined
    }

    /// When what happens to an order that goes well.
    public struct Course: Hashable, Sendable {
        public let acceptedAt: Moment
        public let readyAt: Moment
        public let pickedUpAt: Moment
        public let deliveredAt: Moment
    }

    public struct Opinion: Hashable, Sendable {
        public let at: Moment
        public let stars: Int
        public let text: String
    }

    public let customer: Int
    public let store: Int
    public let lines: [Line]
    public let placedAt: Moment
    /// Nil is the wallet.
    public let card: String?
    /// One of the town's campaigns, from which the customer has claimed no coupon before.
    public let campaign: Int?
    public let fate: Fate
}

extension PlannedOrder {
    /// Items and fee, before any coupon.
    public func total(at store: PlannedStore) -> Money {
        lines.reduce(store.deliveryFee) { $0 + store.menu[$1.dish].price * $1.quantity }
    }
}

public import Kernel

/// What a coupon of a campaign is worth, where, when, and at whose cost.
public struct CouponTerms: Hashable, Sendable {
    public static let discounts = Money(won: 1)...Money(won: 1_000_000)

    public let discount: Money
    /// Of the items, without the delivery fee.
    public let minimumOrder: Money
    public let funder: Funder
    public let startsAt: Moment
    /// The first moment at which it can no longer be claimed or redeemed.
    public let endsAt: Moment

    public init(
        discount: Money, minimumOrder: Money, funder: Funder, startsAt: Moment, endsAt: Moment
    ) {
        self.discount = discount
        self.minimumOrder = minimumOrder
        self.funder = funder
        self.startsAt = startsAt
        self.endsAt = endsAt
    }

    /// What is wrong with them, for who wants to open a campaign on them.
    var fault: CampaignFault? {
        if !Self.discounts.contains(discount) { return .discount }
        if minimumOrder < .zero || minimumOrder > .most { return .minimumOrder }
        return startsAt < endsAt ? nil : .window
    }

    /// No more than the items cost: nobody is paid to eat.
    func discount(on itemsTotal: Money) -> CouponDiscount {
        CouponDiscount(amount: min(discount, itemsTotal), funder: funder)
    }
}

extension CouponTerms {
    /// Who bears a discount. A store that does gives it on its own food only.
    public enum Funder: Hashable, Sendable {
        case platform
        case store(StoreID)

        public var storeID: StoreID? {
            switch self {
            case .platform: nil
            case .store(let id): id
            }
        }

        /// The store says it all, so a record keeps nothing else.
        public init(storeID: StoreID?) {
            self = storeID.map { .store($0) } ?? .platform
        }
    }
}

/// What an order learns of the coupon that it redeemed.
public struct CouponDiscount: Hashable, Sendable {
    public let amount: Money
    public let funder: CouponTerms.Funder

    public init(amount: Money, funder: CouponTerms.Funder) {
        self.amount = amount
        self.funder = funder
    }
}

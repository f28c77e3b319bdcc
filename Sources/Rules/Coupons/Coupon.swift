public import Kernel

/// A coupon that a member claimed. At any moment at most one order has it.
public struct Coupon: Hashable, Sendable {
    public let id: CouponID
    public let campaignID: CampaignID
    public let memberID: MemberID
    public let terms: CouponTerms
    public private(set) var state: CouponState

    public init(
        id: CouponID, campaignID: CampaignID, memberID: MemberID, terms: CouponTerms,
        state: CouponState
    ) {
        self.id = id
        self.campaignID = campaignID
        self.memberID = memberID
        self.terms = terms
        self.state = state
    }

    /// Asked again for the same order, it answers the same again: a caller that lost the answer asks
    /// once more, perhaps after the coupon has run out.
    public mutating func redeem(
        for order: OrderToDiscount, at now: Moment
    ) throws(RedemptionRefusal) -> CouponDiscount {
        guard order.memberID == memberID else { throw .notTheMembers }
        switch state {
        case .redeemed(let holder):
            guard holder == order.id else { throw .alreadyRedeemed }
        case .claimed:
            guard now < terms.endsAt else { throw .outOfTime }
            guard terms.funder.storeID ?? order.storeID == order.storeID else {
                throw .otherStore
            }
            guard order.itemsTotal >= terms.minimumOrder else { throw .belowMinimumOrder }
            state = .redeemed(order.id)
        }
        return terms.discount(on: order.itemsTotal)
    }

    /// Gives the coupon back when `order` came to nothing. Answers whether that changed anything: an
    /// order that is told so twice, or never redeemed it, takes it from no other.
    public mutating func restore(from order: OrderID) -> Bool {
        guard state == .redeemed(order) else { return false }
        state = .claimed
        return true
    }
}

public enum CouponState: Hashable, Sendable {
    case claimed
    case redeemed(OrderID)

    public enum Name: String, CaseIterable, Sendable { case claimed, redeemed }

    public var name: Name {
        switch self {
        case .claimed: .claimed
        case .redeemed: .redeemed
        }
    }

    public var orderID: OrderID? {
        switch self {
        case .claimed: nil
        case .redeemed(let order): order
        }
    }

    /// The order says it all, so a store keeps nothing else.
    public init(orderID: OrderID?) {
        self = orderID.map { .redeemed($0) } ?? .claimed
    }
}

/// What a coupon needs to know of an order.
public struct OrderToDiscount: Hashable, Sendable {
    public let id: OrderID
    public let memberID: MemberID
    public let storeID: StoreID
    public let itemsTotal: Money

    public init(id: OrderID, memberID: MemberID, storeID: StoreID, itemsTotal: Money) {
        self.id = id
        self.memberID = memberID
        self.storeID = storeID
        self.itemsTotal = itemsTotal
    }
}

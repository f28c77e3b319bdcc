public import Kernel

/// A limited stock of equal coupons: the first to claim get one each.
public struct Campaign: Hashable, Sendable {
    public static let stocks = 1...1_000_000

    public let id: CampaignID
    public let terms: CouponTerms
    public let stock: Int
    public private(set) var claimedCount: Int

    /// As an operator opens it.
    public init(opening id: CampaignID, on terms: CouponTerms, stock: Int) throws(CouponRejection) {
        guard Self.stocks.contains(stock) else { throw .campaignInvalid(.stock) }
        if let fault = terms.fault { throw .campaignInvalid(fault) }
        self.init(id: id, terms: terms, stock: stock, claimedCount: 0)
    }

    /// As it was stored.
    public init(id: CampaignID, terms: CouponTerms, stock: Int, claimedCount: Int) {
        precondition((0...stock).contains(claimedCount), "\(claimedCount) claims of \(stock)")
        self.id = id
        self.terms = terms
        self.stock = stock
        self.claimedCount = claimedCount
    }

    public var remaining: Int { stock - claimedCount }

    /// First come, first served, once a member.
    ///
    /// A member who has one is told so rather than that the stock is gone: it calms.
    public mutating func claim(
        _ coupon: CouponID, by member: MemberID, hasOne: Bool, at now: Moment
    ) throws(CouponRejection) -> Coupon {
        guard now >= terms.startsAt else { throw .campaignNotStarted(startsAt: terms.startsAt) }
        guard now < terms.endsAt else { throw .campaignOver }
        guard !hasOne else { throw .alreadyClaimed }
        guard remaining > 0 else { throw .soldOut }
        claimedCount += 1
        return Coupon(
            id: coupon, campaignID: id, memberID: member, terms: terms, state: .claimed)
    }
}

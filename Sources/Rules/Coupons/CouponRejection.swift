public import Kernel

/// What one who opens a campaign, or claims of it, is told.
public enum CouponRejection: Rejection {
    case campaignInvalid(CampaignFault)
    case campaignNotStarted(startsAt: Moment)
    case campaignOver
    case alreadyClaimed
    case soldOut

    public var code: String {
        switch self {
        case .campaignInvalid: "campaign-invalid"
        case .campaignNotStarted: "campaign-not-started"
        case .campaignOver: "campaign-over"
        case .alreadyClaimed: "coupon-already-claimed"
        case .soldOut: "coupon-sold-out"
        }
    }

    public var detail: String {
        switch self {
        case .campaignInvalid(let fault): fault.detail
        case .campaignNotStarted(let start): "The campaign starts at \(start)."
        case .campaignOver: "The campaign is over."
        case .alreadyClaimed: "You have claimed a coupon of this campaign; there is one a member."
        case .soldOut: "All coupons of this campaign are claimed."
        }
    }
}

public enum CampaignFault: Hashable, Sendable {
    case stock, discount, minimumOrder, window

    var detail: String {
        switch self {
        case .stock:
            "A campaign has \(Campaign.stocks.lowerBound) to \(Campaign.stocks.upperBound) coupons."
        case .discount:
            "A coupon is worth \(CouponTerms.discounts.lowerBound) to "
                + "\(CouponTerms.discounts.upperBound)."
        case .minimumOrder: "The minimum order is \(Money.zero) to \(Money.most)."
        case .window: "A campaign ends after it starts."
        }
    }
}

/// Why an order does not get its coupon. No client is told by a problem: the order is cancelled with
/// `coupon-rejected`, and this is for the log and for a caller between services.
public enum RedemptionRefusal: String, Error, CaseIterable, Sendable {
    case unknown
    case notTheMembers = "not-the-members"
    case alreadyRedeemed = "already-redeemed"
    case outOfTime = "out-of-time"
    case otherStore = "other-store"
    case belowMinimumOrder = "below-minimum-order"
}

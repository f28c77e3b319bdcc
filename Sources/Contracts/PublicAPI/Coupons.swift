public import JSON
public import Kernel
import Wire

extension PublicAPI {
    public static let openCampaign = Endpoint<NoID, NoQuery, CampaignForm, CampaignView>(
        "openCampaign", "Offer a limited stock of equal coupons.", .post, "/v1/coupon-campaigns",
        by: .only(.operator, .everyone), status: 201, problems: [.campaignInvalid, .storeNotFound])

    public static let campaign = Endpoint<CampaignID, NoQuery, Nothing, CampaignView>(
        "campaign", "A campaign, and what is left of it.", .get, "/v1/coupon-campaigns/{id}",
        by: .anyone)

    public static let claimCoupon = Endpoint<CampaignID, NoQuery, Nothing, CouponView>(
        "claimCoupon", "First come, first served, once a member.", .post,
        "/v1/coupon-campaigns/{id}/claims", by: .only(.customer, .everyone), status: 201,
        problems: [.campaignNotStarted, .campaignOver, .couponAlreadyClaimed, .couponSoldOut])

    public static let myCoupons = Endpoint<NoID, PageQuery, Nothing, Page<CouponView>>(
        "myCoupons", "One's coupons, the latest first.", .get, "/v1/me/coupons",
        by: .only(.customer, .own), problems: [.cursorInvalid])
}

private let stocks = 1...1_000_000
private let discounts = Money(won: 1)...Money(won: 1_000_000)
private let minimumOrders = Money.zero...Money.most

public struct CampaignForm: Described {
    public let discount: Money
    /// Of the items alone.
    public let minimumOrder: Money
    public let stock: Int
    /// Who pays for it, and the only one where it counts; nil is the platform, and everywhere.
    public let fundedByStore: StoreID?
    public let startsAt: Moment
    public let endsAt: Moment

    public init(
        discount: Money, minimumOrder: Money, stock: Int, fundedByStore: StoreID?,
        startsAt: Moment, endsAt: Moment
    ) {
        self.discount = discount
        self.minimumOrder = minimumOrder
        self.stock = stock
        self.fundedByStore = fundedByStore
        self.startsAt = startsAt
        self.endsAt = endsAt
    }

    public init(_ json: JSON) throws(JSONError) {
        discount = try json["discount"].won(discounts)
        minimumOrder = try json["minimumOrder"].won(minimumOrders)
        stock = try json["stock"].int(in: stocks)
        fundedByStore = try json[ifPresent: "fundedByStore"]?.read(StoreID.self)
        startsAt = try json["startsAt"].read()
        endsAt = try json["endsAt"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("discount", discount)
            $0.field("minimumOrder", minimumOrder)
            $0.field("stock", stock)
            $0.field("fundedByStore", ifPresent: fundedByStore)
            $0.field("startsAt", startsAt)
            $0.field("endsAt", endsAt)
        }
    }

    public static let schema = JSONSchema.object(
        "CampaignForm",
        required: [
            "discount": .won(discounts),
            "minimumOrder": .won(minimumOrders), "stock": .whole(stocks), "startsAt": .moment,
            "endsAt": .moment,
        ],
        optional: ["fundedByStore": .identifier(StoreID.self)])
    public static let examples = [
        CampaignForm(
            discount: Money(won: 7_000), minimumOrder: Money(won: 15_000),
            stock: 1_000, fundedByStore: .example, startsAt: .example,
            endsAt: .example.advanced(byMilliseconds: 86_400_000))
    ]
}

public struct CampaignView: Described {
    public let id: CampaignID
    public let discount: Money
    public let minimumOrder: Money
    public let stock: Int
    public let remaining: Int
    public let fundedByStore: StoreID?
    public let startsAt: Moment
    public let endsAt: Moment

    public init(
        id: CampaignID, discount: Money, minimumOrder: Money, stock: Int,
        remaining: Int, fundedByStore: StoreID?, startsAt: Moment, endsAt: Moment
    ) {
        self.id = id
        self.discount = discount
        self.minimumOrder = minimumOrder
        self.stock = stock
        self.remaining = remaining
        self.fundedByStore = fundedByStore
        self.startsAt = startsAt
        self.endsAt = endsAt
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        discount = try json["discount"].read()
        minimumOrder = try json["minimumOrder"].read()
        stock = try json["stock"].read()
        remaining = try json["remaining"].read()
        fundedByStore = try json[optional: "fundedByStore"]?.read()
        startsAt = try json["startsAt"].read()
        endsAt = try json["endsAt"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("discount", discount)
            $0.field("minimumOrder", minimumOrder)
            $0.field("stock", stock)
            $0.field("remaining", remaining)
            $0.field("fundedByStore", ifPresent: fundedByStore)
            $0.field("startsAt", startsAt)
            $0.field("endsAt", endsAt)
        }
    }

    public static let schema = JSONSchema.object(
        "Campaign",
        required: [
            "id": .identifier(CampaignID.self), "discount": .won,
            "minimumOrder": .won, "stock": .count, "remaining": .count, "startsAt": .moment,
            "endsAt": .moment,
        ],
        optional: ["fundedByStore": .identifier(StoreID.self)])
    public static let examples = [
        CampaignView(
            id: .example, discount: Money(won: 7_000),
            minimumOrder: Money(won: 15_000), stock: 1_000, remaining: 377,
            fundedByStore: .example, startsAt: .example,
            endsAt: .example.advanced(byMilliseconds: 86_400_000))
    ]
}

public struct CouponView: Described {
    public enum State: String, CaseIterable, JSONReadable, JSONWritable, Sendable {
        case claimed, redeemed
    }

    public let id: CouponID
    public let campaignID: CampaignID
    public let state: State
    public let discount: Money
    public let minimumOrder: Money
    public let storeID: StoreID?
    /// The order that has it.
    public let orderID: OrderID?
    public let expiresAt: Moment

    public init(
        id: CouponID, campaignID: CampaignID, state: State, discount: Money,
        minimumOrder: Money, storeID: StoreID?, orderID: OrderID?, expiresAt: Moment
    ) {
        self.id = id
        self.campaignID = campaignID
        self.state = state
        self.discount = discount
        self.minimumOrder = minimumOrder
        self.storeID = storeID
        self.orderID = orderID
        self.expiresAt = expiresAt
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        campaignID = try json["campaignId"].read()
        state = try json["state"].read()
        discount = try json["discount"].read()
        minimumOrder = try json["minimumOrder"].read()
        storeID = try json[optional: "storeId"]?.read()
        orderID = try json[optional: "orderId"]?.read()
        expiresAt = try json["expiresAt"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("campaignId", campaignID)
            $0.field("state", state)
            $0.field("discount", discount)
            $0.field("minimumOrder", minimumOrder)
            $0.field("storeId", ifPresent: storeID)
            $0.field("orderId", ifPresent: orderID)
            $0.field("expiresAt", expiresAt)
        }
    }

    public static let schema = JSONSchema.object(
        "Coupon",
        required: [
            "id": .identifier(CouponID.self), "campaignId": .identifier(CampaignID.self),
            "state": .oneOf(State.self), "discount": .won,
            "minimumOrder": .won, "expiresAt": .moment,
        ],
        optional: [
            "storeId": .identifier(StoreID.self), "orderId": .identifier(OrderID.self),
        ])
    public static let examples = [
        CouponView(
            id: .example, campaignID: .example, state: .redeemed,
            discount: Money(won: 7_000), minimumOrder: Money(won: 15_000), storeID: .example,
            orderID: .example, expiresAt: .example)
    ]
}

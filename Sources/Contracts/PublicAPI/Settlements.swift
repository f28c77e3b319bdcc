public import JSON
public import Kernel
import Wire

extension PublicAPI {
    public static let runSettlement = Endpoint<
        NoID, NoQuery, SettlementForm, SettlementView
    >(
        "runSettlement", "Pay a store out what it is owed through a day.", .post,
        "/v1/settlement-runs", by: .only(.operator, .everyone), status: 201,
        asks: [.idempotencyKey],
        problems: [.storeNotFound, .dayNotBegun, .nothingToSettle, .tooManyDays])

    public static let settlements = Endpoint<
        StoreID, PageQuery, Nothing, Page<SettlementView>
    >(
        "settlements", "The store's closed runs, the latest first.", .get,
        "/v1/stores/{id}/settlements", by: .only(.owner, .storeOwner), problems: [.cursorInvalid])
}

public struct SettlementForm: Described {
    public let storeID: StoreID
    /// The last day of the run, as Korea counts days.
    public let through: Day

    public init(storeID: StoreID, through: Day) {
        self.storeID = storeID
        self.through = through
    }

    public init(_ json: JSON) throws(JSONError) {
        storeID = try json["storeId"].read()
        through = try json["through"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("storeId", storeID)
            $0.field("through", through)
        }
    }

    public static let schema = JSONSchema.object(
        "SettlementForm",
        required: ["storeId": .identifier(StoreID.self), "through": .day])
    public static let examples = [SettlementForm(storeID: .example, through: .example)]
}

/// A closed run. It never changes; what comes later falls into the next.
public struct SettlementView: Described {
    public let id: SettlementID
    public let storeID: StoreID
    public let through: Day
    public let days: [SettlementDayView]
    /// The sum of its days; below zero, the store owes.
    public let payout: Money
    public let closedAt: Moment

    public init(
        id: SettlementID, storeID: StoreID, through: Day, days: [SettlementDayView], payout: Money,
        closedAt: Moment
    ) {
        self.id = id
        self.storeID = storeID
        self.through = through
        self.days = days
        self.payout = payout
        self.closedAt = closedAt
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        storeID = try json["storeId"].read()
        through = try json["through"].read()
        days = try json["days"].read()
        payout = try json["payout"].read()
        closedAt = try json["closedAt"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("storeId", storeID)
            $0.field("through", through)
            $0.field("days", days)
            $0.field("payout", payout)
            $0.field("closedAt", closedAt)
        }
    }

    public static let schema = JSONSchema.object(
        "Settlement",
        required: [
            "id": .identifier(SettlementID.self), "storeId": .identifier(StoreID.self),
            "through": .day, "days": .list(SettlementDayView.schema, 1...1_000),
            "payout": .balance, "closedAt": .moment,
        ])
    public static let examples = [
        SettlementView(
            id: .example, storeID: .example, through: .example, days: SettlementDayView.examples,
            payout: SettlementDayView.examples[0].payout, closedAt: .example)
    ]
}

public struct SettlementDayView: Described {
    public let day: Day
    public let orderCount: Int
    public let items: Money
    public let commission: Money
    /// What the store gave away itself; what the platform gave costs it nothing.
    public let storeCoupons: Money
    public let platformCoupons: Money
    public let ads: Money
    public let payout: Money

    public init(
        day: Day, orderCount: Int, items: Money, commission: Money, storeCoupons: Money,
        platformCoupons: Money, ads: Money, payout: Money
    ) {
        self.day = day
        self.orderCount = orderCount
        self.items = items
        self.commission = commission
        self.storeCoupons = storeCoupons
        self.platformCoupons = platformCoupons
        self.ads = ads
        self.payout = payout
    }

    public init(_ json: JSON) throws(JSONError) {
        day = try json["day"].read()
        orderCount = try json["orderCount"].read()
        items = try json["items"].read()
        commission = try json["commission"].read()
        storeCoupons = try json["storeCoupons"].read()
        platformCoupons = try json["platformCoupons"].read()
        ads = try json["ads"].read()
        payout = try json["payout"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("day", day)
            $0.field("orderCount", orderCount)
            $0.field("items", items)
            $0.field("commission", commission)
            $0.field("storeCoupons", storeCoupons)
            $0.field("platformCoupons", platformCoupons)
            $0.field("ads", ads)
            $0.field("payout", payout)
        }
    }

    public static let schema = JSONSchema.object(
        "SettlementDay",
        required: [
            "day": .day, "orderCount": .count, "items": .won, "commission": .won,
            "storeCoupons": .won, "platformCoupons": .won, "ads": .won, "payout": .balance,
        ])
    public static let examples = [
        SettlementDayView(
            day: .example, orderCount: 1, items: Money(won: 46_000),
            commission: Money(won: 3_128), storeCoupons: .zero,
            platformCoupons: Money(won: 7_000), ads: Money(won: 5_000),
            payout: Money(won: 37_872))
    ]
}

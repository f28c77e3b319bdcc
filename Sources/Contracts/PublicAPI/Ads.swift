public import JSON
public import Kernel
import Wire

extension PublicAPI {
    public static let buyAd = Endpoint<StoreID, NoQuery, AdForm, AdView>(
        "buyAd", "Buy the store a place on top of the listing, by whole days.", .post,
        "/v1/stores/{id}/ads", by: .only(.owner, .storeOwner), status: 201,
        asks: [.idempotencyKey], problems: [.adPeriodInvalid, .adOverlaps])

    public static let ads = Endpoint<StoreID, PageQuery, Nothing, Page<AdView>>(
        "ads", "The store's ads, the latest first.", .get, "/v1/stores/{id}/ads",
        by: .only(.owner, .storeOwner), problems: [.cursorInvalid])

    public static let stopAd = Endpoint<AdID, NoQuery, Nothing, AdView>(
        "stopAd", "Stop an ad. The day that has begun is paid, and shown to its end.", .delete,
        "/v1/ads/{id}", by: .only(.owner, .storeOwner), problems: [.adOver])
}

/// From a day up to, but not including, another.
public struct AdForm: Described {
    public let from: Day
    public let until: Day

    public init(from: Day, until: Day) {
        self.from = from
        self.until = until
    }

    public init(_ json: JSON) throws(JSONError) {
        from = try json["from"].read()
        until = try json["until"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("from", from)
            $0.field("until", until)
        }
    }

    public static let schema = JSONSchema.object("AdForm", required: ["from": .day, "until": .day])
    public static let examples = [AdForm(from: .example, until: .example.next)]
}

public struct AdView: Described {
    public let id: AdID
    public let storeID: StoreID
    public let from: Day
    public let until: Day
    public let pricePerDay: Money
    /// Whether the store stands on top today.
    public let isActive: Bool

    public init(
        id: AdID, storeID: StoreID, from: Day, until: Day, pricePerDay: Money, isActive: Bool
    ) {
        self.id = id
        self.storeID = storeID
        self.from = from
        self.until = until
        self.pricePerDay = pricePerDay
        self.isActive = isActive
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        storeID = try json["storeId"].read()
        from = try json["from"].read()
        until = try json["until"].read()
        pricePerDay = try json["pricePerDay"].read()
        isActive = try json["isActive"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("storeId", storeID)
            $0.field("from", from)
            $0.field("until", until)
            $0.field("pricePerDay", pricePerDay)
            $0.field("isActive", isActive)
        }
    }

    public static let schema = JSONSchema.object(
        "Ad",
        required: [
            "id": .identifier(AdID.self), "storeId": .identifier(StoreID.self), "from": .day,
            "until": .day, "pricePerDay": .won, "isActive": .flag,
        ])
    public static let examples = [
        AdView(
            id: .example, storeID: .example, from: .example, until: .example.next,
            pricePerDay: Money(won: 5_000), isActive: true)
    ]
}

public import JSON
public import Kernel
import Wire

extension PublicAPI {
    public static let listing = Endpoint<NoID, ListingQuery, Nothing, Page<ListedStoreView>>(
        "listing", "Stores by kind, name and place, those with an ad on top.", .get, "/v1/stores",
        by: .anyone,
        problems: [.cursorInvalid, .limitInvalid, .placeMissing, .placeOffTheMap, .queryTooLong])
}

public struct ListingQuery: QueryTerms {
    public enum Sort: String, CaseIterable, Sendable {
        case distance, rating, orders
    }

    public static let searches = TextLimits.line(1...100)

    public let category: Category?
    /// Words that the store's name or an item's has to contain, each of them.
    public let search: String?
    public let near: Place?
    /// Nil is by distance where there is a place, and else by orders.
    public let sort: Sort?
    public let page: PageQuery

    public init(
        category: Category? = nil, search: String? = nil, near: Place? = nil, sort: Sort? = nil,
        page: PageQuery = PageQuery()
    ) {
        self.category = category
        self.search = search
        self.near = near
        self.sort = sort
        self.page = page
    }

    public init(_ query: QueryItems) throws(QueryError) {
        category = try query.one(of: Category.self, "category")
        search = try query.text("q", Self.searches)
        near = try query.place("near")
        sort = try query.one(of: Sort.self, "sort")
        page = try PageQuery(query)
    }

    public var items: [(name: String, value: String?)] {
        [
            ("category", category?.rawValue), ("q", search),
            ("near", near.map { "\($0.x),\($0.y)" }), ("sort", sort?.rawValue),
        ] + page.items
    }

    public static let parameters =
        [
            QueryParameter(
                name: "category", schema: .oneOf(Category.self), summary: "Only stores of a kind."),
            QueryParameter(
                name: "q", schema: .text(searches),
                summary: "Words; each is part of the store's name or an item's."),
            QueryParameter(
                name: "near", schema: .coordinates,
                summary: "Only stores that deliver here: x,y in metres on the town map."),
            QueryParameter(
                name: "sort", schema: .oneOf(Sort.self),
                summary: "By distance (needs `near`), by rating, or by orders delivered."),
        ] + PageQuery.parameters
    public static let examples = [
        ListingQuery(),
        ListingQuery(
            category: .chicken, search: "치킨", near: .example, sort: .distance,
            page: PageQuery(limit: 10, cursor: "AZqi8Gw")),
    ]
}

public struct ListedStoreView: Described {
    public let id: StoreID
    public let name: String
    public let category: Category
    public let place: Place
    public let isOpen: Bool
    public let rating: RatingView
    /// Delivered ones.
    public let orderCount: Int
    public let minimumOrder: Money
    public let deliveryFee: Money
    /// From `near`.
    public let distanceMetres: Int?
    public let isAd: Bool

    public init(
        id: StoreID, name: String, category: Category, place: Place, isOpen: Bool,
        rating: RatingView, orderCount: Int, minimumOrder: Money, deliveryFee: Money,
        distanceMetres: Int?, isAd: Bool
    ) {
        self.id = id
        self.name = name
        self.category = category
        self.place = place
        self.isOpen = isOpen
        self.rating = rating
        self.orderCount = orderCount
        self.minimumOrder = minimumOrder
        self.deliveryFee = deliveryFee
        self.distanceMetres = distanceMetres
        self.isAd = isAd
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        name = try json["name"].read()
        category = try json["category"].read()
        place = try json["place"].read()
        isOpen = try json["isOpen"].read()
        rating = try json["rating"].read()
        orderCount = try json["orderCount"].read()
        minimumOrder = try json["minimumOrder"].read()
        deliveryFee = try json["deliveryFee"].read()
        distanceMetres = try json[optional: "distanceMetres"]?.read()
        isAd = try json["isAd"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("name", name)
            $0.field("category", category)
            $0.field("place", place)
            $0.field("isOpen", isOpen)
            $0.field("rating", rating)
            $0.field("orderCount", orderCount)
            $0.field("minimumOrder", minimumOrder)
            $0.field("deliveryFee", deliveryFee)
            $0.field("distanceMetres", ifPresent: distanceMetres)
            $0.field("isAd", isAd)
        }
    }

    public static let schema = JSONSchema.object(
        "ListedStore",
        required: [
            "id": .identifier(StoreID.self), "name": .text(.name),
            "category": .oneOf(Category.self), "place": .place, "isOpen": .flag,
            "rating": RatingView.schema, "orderCount": .count, "minimumOrder": .won,
            "deliveryFee": .won, "isAd": .flag,
        ],
        optional: ["distanceMetres": .count])
    public static let examples = [
        ListedStoreView(
            id: .example, name: "교촌치킨 역삼점", category: .chicken, place: .example, isOpen: true,
            rating: RatingView.examples[0], orderCount: 1_204, minimumOrder: Money(won: 15_000),
            deliveryFee: Money(won: 3_000), distanceMetres: 870, isAd: true)
    ]
}

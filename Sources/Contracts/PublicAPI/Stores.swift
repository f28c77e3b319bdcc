public import JSON
public import Kernel
import Wire

extension PublicAPI {
    public static let openStore = Endpoint<NoID, NoQuery, StoreForm, StoreView>(
        "openStore", "Open a store of one's own. It is closed until its owner opens it.", .post,
        "/v1/stores", by: .only(.owner, .everyone), status: 201,
        problems: [.nameInvalid, .placeOffTheMap, .amountOutOfRange, .tooManyStores])

    public static let editStore = Endpoint<StoreID, NoQuery, StoreChangeForm, StoreView>(
        "editStore", "Change what is said; what is left out stays.", .patch, "/v1/stores/{id}",
        by: .only(.owner, .storeOwner),
        problems: [.nameInvalid, .placeOffTheMap, .amountOutOfRange])

    public static let setOpening = Endpoint<StoreID, NoQuery, OpeningForm, StoreView>(
        "setOpening", "Open for orders, or close.", .put, "/v1/stores/{id}/opening",
        by: .only(.owner, .storeOwner))

    public static let store = Endpoint<StoreID, NoQuery, Nothing, StoreView>(
        "store", "A store with its menu.", .get, "/v1/stores/{id}", by: .anyone)

    public static let addMenuItem = Endpoint<StoreID, NoQuery, MenuItemForm, MenuItemView>(
        "addMenuItem", "Put an item on the menu.", .post, "/v1/stores/{id}/menu",
        by: .only(.owner, .storeOwner), status: 201,
        problems: [.nameInvalid, .amountOutOfRange, .menuFull])

    public static let editMenuItem = Endpoint<
        MenuPlace, NoQuery, MenuItemChangeForm, MenuItemView
    >(
        "editMenuItem", "Change an item; what is left out stays.", .patch,
        "/v1/stores/{id}/menu/{itemId}", by: .only(.owner, .storeOwner),
        problems: [.nameInvalid, .amountOutOfRange, .itemWithdrawn])
}

/// What kind of food a store is looked for by.
public enum Category: String, CaseIterable, JSONReadable, JSONWritable, Sendable {
    case korean, chinese, japanese, western, asian
    case chicken, pizza, burger, snack, lunchbox, porridge, meat, soup
    case cafe, dessert, bakery, salad, nightFood = "night-food"
}

private let minimumOrders = Money.zero...Money(won: 1_000_000)
private let deliveryFees = Money.zero...Money(won: 100_000)

public struct StoreForm: Described {
    public let name: String
    public let category: Category
    public let place: Place
    public let minimumOrder: Money
    public let deliveryFee: Money

    public init(
        name: String, category: Category, place: Place, minimumOrder: Money, deliveryFee: Money
    ) {
        self.name = name
        self.category = category
        self.place = place
        self.minimumOrder = minimumOrder
        self.deliveryFee = deliveryFee
    }

    public init(_ json: JSON) throws(JSONError) {
        name = try json["name"].text(.name)
        category = try json["category"].read()
        place = try json["place"].place()
        minimumOrder = try json["minimumOrder"].won(minimumOrders)
        deliveryFee = try json["deliveryFee"].won(deliveryFees)
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("name", name)
            $0.field("category", category)
            $0.field("place", place)
            $0.field("minimumOrder", minimumOrder)
            $0.field("deliveryFee", deliveryFee)
        }
    }

    public static let schema = JSONSchema.object(
        "StoreForm",
        required: [
            "name": .text(.name), "category": .oneOf(Category.self), "place": .place,
            "minimumOrder": .won(minimumOrders), "deliveryFee": .won(deliveryFees),
        ])
    public static let examples = [
        StoreForm(
            name: "교촌치킨 역삼점", category: .chicken, place: .example,
            minimumOrder: Money(won: 15_000), deliveryFee: Money(won: 3_000))
    ]
}

public struct StoreChangeForm: Described {
    public let name: String?
    public let category: Category?
    public let place: Place?
    public let minimumOrder: Money?
    public let deliveryFee: Money?

    public init(
        name: String? = nil, category: Category? = nil, place: Place? = nil,
        minimumOrder: Money? = nil, deliveryFee: Money? = nil
    ) {
        self.name = name
        self.category = category
        self.place = place
        self.minimumOrder = minimumOrder
        self.deliveryFee = deliveryFee
    }

    public init(_ json: JSON) throws(JSONError) {
        name = try json[ifPresent: "name"]?.text(.name)
        category = try json[ifPresent: "category"]?.read(Category.self)
        place = try json[ifPresent: "place"]?.place()
        minimumOrder = try json[ifPresent: "minimumOrder"]?.won(minimumOrders)
        deliveryFee = try json[ifPresent: "deliveryFee"]?.won(deliveryFees)
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("name", ifPresent: name)
            $0.field("category", ifPresent: category)
            $0.field("place", ifPresent: place)
            $0.field("minimumOrder", ifPresent: minimumOrder)
            $0.field("deliveryFee", ifPresent: deliveryFee)
        }
    }

    public static let schema = JSONSchema.object(
        "StoreChangeForm", required: [:],
        optional: [
            "name": .text(.name), "category": .oneOf(Category.self), "place": .place,
            "minimumOrder": .won(minimumOrders), "deliveryFee": .won(deliveryFees),
        ])
    public static let examples = [
        StoreChangeForm(
            name: "교촌치킨 역삼1호점", category: .chicken, place: .example,
            minimumOrder: Money(won: 17_000), deliveryFee: .zero),
        StoreChangeForm(deliveryFee: Money(won: 2_000)),
    ]
}

public struct OpeningForm: Described {
    public let isOpen: Bool

    public init(isOpen: Bool) {
        self.isOpen = isOpen
    }

    public init(_ json: JSON) throws(JSONError) {
        isOpen = try json["isOpen"].bool()
    }

    public func write(to json: consuming JSONWriter) {
        json.object { $0.field("isOpen", isOpen) }
    }

    public static let schema = JSONSchema.object("OpeningForm", required: ["isOpen": .flag])
    public static let examples = [OpeningForm(isOpen: true)]
}

public struct StoreView: Described {
    public let id: StoreID
    public let name: String
    public let category: Category
    public let place: Place
    public let isOpen: Bool
    public let minimumOrder: Money
    public let deliveryFee: Money
    public let rating: RatingView
    public let menu: [MenuItemView]

    public init(
        id: StoreID, name: String, category: Category, place: Place, isOpen: Bool,
        minimumOrder: Money, deliveryFee: Money, rating: RatingView, menu: [MenuItemView]
    ) {
        self.id = id
        self.name = name
        self.category = category
        self.place = place
        self.isOpen = isOpen
        self.minimumOrder = minimumOrder
        self.deliveryFee = deliveryFee
        self.rating = rating
        self.menu = menu
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        name = try json["name"].read()
        category = try json["category"].read()
        place = try json["place"].read()
        isOpen = try json["isOpen"].read()
        minimumOrder = try json["minimumOrder"].read()
        deliveryFee = try json["deliveryFee"].read()
        rating = try json["rating"].read()
        menu = try json["menu"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("name", name)
            $0.field("category", category)
            $0.field("place", place)
            $0.field("isOpen", isOpen)
            $0.field("minimumOrder", minimumOrder)
            $0.field("deliveryFee", deliveryFee)
            $0.field("rating", rating)
            $0.field("menu", menu)
        }
    }

    public static let schema = JSONSchema.object(
        "Store",
        required: [
            "id": .identifier(StoreID.self), "name": .text(.name),
            "category": .oneOf(Category.self), "place": .place, "isOpen": .flag,
            "minimumOrder": .won, "deliveryFee": .won, "rating": RatingView.schema,
            "menu": .list(MenuItemView.schema, 0...500),
        ])
    public static let examples = [
        StoreView(
            id: .example, name: "교촌치킨 역삼점", category: .chicken, place: .example, isOpen: true,
            minimumOrder: Money(won: 15_000), deliveryFee: Money(won: 3_000),
            rating: RatingView.examples[0], menu: MenuItemView.examples)
    ]
}

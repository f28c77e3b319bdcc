public import JSON
public import Kernel
import Wire

private let prices = Money(won: 10)...Money(won: 10_000_000)

public struct MenuItemForm: Described {
    public let name: String
    public let price: Money

    public init(name: String, price: Money) {
        self.name = name
        self.price = price
    }

    public init(_ json: JSON) throws(JSONError) {
        name = try json["name"].text(.name)
        price = try json["price"].won(prices)
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("name", name)
            $0.field("price", price)
        }
    }

    public static let schema = JSONSchema.object(
        "MenuItemForm", required: ["name": .text(.name), "price": .won(prices)])
    public static let examples = [MenuItemForm(name: "허니콤보", price: Money(won: 23_000))]
}

public struct MenuItemChangeForm: Described {
    public let name: String?
    public let price: Money?
    /// For today: still on the menu, but not to be ordered.
    public let isSoldOut: Bool?
    /// For good.
    public let isWithdrawn: Bool?

    public init(
        name: String? = nil, price: Money? = nil, isSoldOut: Bool? = nil, isWithdrawn: Bool? = nil
    ) {
        self.name = name
        self.price = price
        self.isSoldOut = isSoldOut
        self.isWithdrawn = isWithdrawn
    }

    public init(_ json: JSON) throws(JSONError) {
        name = try json[ifPresent: "name"]?.text(.name)
        price = try json[ifPresent: "price"]?.won(prices)
        isSoldOut = try json[ifPresent: "isSoldOut"]?.bool()
        isWithdrawn = try json[ifPresent: "isWithdrawn"]?.bool()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("name", ifPresent: name)
            $0.field("price", ifPresent: price)
            $0.field("isSoldOut", ifPresent: isSoldOut)
            $0.field("isWithdrawn", ifPresent: isWithdrawn)
        }
    }

    public static let schema = JSONSchema.object(
        "MenuItemChangeForm", required: [:],
        optional: [
            "name": .text(.name), "price": .won(prices), "isSoldOut": .flag, "isWithdrawn": .flag,
        ])
    public static let examples = [
        MenuItemChangeForm(
            name: "허니콤보", price: Money(won: 24_000), isSoldOut: true, isWithdrawn: false),
        MenuItemChangeForm(isSoldOut: false),
    ]
}

/// An item as a menu shows it. One that was withdrawn is on no menu; only who withdraws it sees it
/// so, in the answer.
public struct MenuItemView: Described {
    public let id: MenuItemID
    public let name: String
    public let price: Money
    public let isSoldOut: Bool
    public let isWithdrawn: Bool

    public init(
        id: MenuItemID, name: String, price: Money, isSoldOut: Bool, isWithdrawn: Bool = false
    ) {
        self.id = id
        self.name = name
        self.price = price
        self.isSoldOut = isSoldOut
        self.isWithdrawn = isWithdrawn
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        name = try json["name"].read()
        price = try json["price"].read()
        isSoldOut = try json["isSoldOut"].read()
        isWithdrawn = try json["isWithdrawn"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("name", name)
            $0.field("price", price)
            $0.field("isSoldOut", isSoldOut)
            $0.field("isWithdrawn", isWithdrawn)
        }
    }

    public static let schema = JSONSchema.object(
        "MenuItem",
        required: [
            "id": .identifier(MenuItemID.self), "name": .text(.name), "price": .won,
            "isSoldOut": .flag, "isWithdrawn": .flag,
        ])
    public static let examples = [
        MenuItemView(
            id: .example, name: "허니콤보", price: Money(won: 23_000), isSoldOut: false)
    ]
}

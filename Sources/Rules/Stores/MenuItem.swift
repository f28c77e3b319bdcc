public import Kernel

public struct MenuItem: Equatable, Sendable {
    public let id: MenuItemID
    public let storeID: StoreID
    public var name: String
    public var price: Money
    /// For today: still on the menu, but not to be ordered.
    public var isSoldOut: Bool
    /// For good: orders that named it still do, so it is never deleted.
    public var isWithdrawn: Bool

    /// As it was stored; `added` is how one comes to be.
    public init(
        id: MenuItemID, storeID: StoreID, name: String, price: Money, isSoldOut: Bool,
        isWithdrawn: Bool
    ) {
        self.id = id
        self.storeID = storeID
        self.name = name
        self.price = price
        self.isSoldOut = isSoldOut
        self.isWithdrawn = isWithdrawn
    }

    public var isOrderable: Bool { !isSoldOut && !isWithdrawn }

    public static func added(
        id: MenuItemID, to store: StoreID, name: String, price: Money, besides others: Int
    ) throws(StoreRejection) -> MenuItem {
        guard others < StoreLimits.itemsAMenu else { throw .menuFull }
        let item = MenuItem(
            id: id, storeID: store, name: name, price: price, isSoldOut: false, isWithdrawn: false)
        try item.check()
        return item
    }

    /// All of the edit, or nothing of it.
    public func edited(by edit: MenuItemEdit) throws(StoreRejection) -> MenuItem {
        guard !isWithdrawn else { throw .itemWithdrawn }
        var item = self
        item.name = edit.name ?? name
        item.price = edit.price ?? price
        item.isSoldOut = edit.isSoldOut ?? isSoldOut
        item.isWithdrawn = edit.isWithdrawn ?? isWithdrawn
        try item.check()
        return item
    }

    private func check() throws(StoreRejection) {
        try StoreLimits.check(name: name)
        try StoreLimits.check(price, within: StoreLimits.price, called: "price")
    }
}

/// What an owner wants changed; nil stays as it is.
public struct MenuItemEdit: Equatable, Sendable {
    public var name: String?
    public var price: Money?
    public var isSoldOut: Bool?
    public var isWithdrawn: Bool?

    public init(
        name: String? = nil, price: Money? = nil, isSoldOut: Bool? = nil, isWithdrawn: Bool? = nil
    ) {
        self.name = name
        self.price = price
        self.isSoldOut = isSoldOut
        self.isWithdrawn = isWithdrawn
    }
}

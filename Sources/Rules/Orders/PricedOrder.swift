public import Kernel

/// An order's lines with the names and prices of the moment it was placed: what the menu says later
/// is no concern of it.
public struct PricedOrder: Hashable, Sendable {
    public let lines: [PricedLine]
    public let itemsTotal: Money
    public let deliveryFee: Money

    public init(lines: [PricedLine], deliveryFee: Money) {
        self.lines = lines
        self.deliveryFee = deliveryFee
        itemsTotal = lines.reduce(.zero) { $0 + $1.total }
    }

    /// Before any coupon.
    public var total: Money { itemsTotal + deliveryFee }

    /// What the customer pays. A discount is on the items: the rider's fee is never cut.
    public func payable(after discount: Discount?) -> Money {
        guard let discount else { return total }
        precondition(
            discount.amount >= .zero && discount.amount <= itemsTotal,
            "a discount of \(discount.amount) on items of \(itemsTotal)")
        return total - discount.amount
    }
}

public struct PricedLine: Hashable, Sendable {
    public let itemID: MenuItemID
    public let name: String
    public let price: Money
    public let quantity: Int

    public init(itemID: MenuItemID, name: String, price: Money, quantity: Int) {
        self.itemID = itemID
        self.name = name
        self.price = price
        self.quantity = quantity
    }

    public var total: Money { price * quantity }
}

/// What a redeemed coupon takes off an order, and at whose cost.
public struct Discount: Hashable, Sendable {
    public enum Funder: String, CaseIterable, Sendable { case platform, store }

    public let amount: Money
    public let funder: Funder

    public init(amount: Money, funder: Funder) {
        self.amount = amount
        self.funder = funder
    }
}

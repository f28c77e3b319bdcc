public import Kernel

/// What Orders needs to know of a store to price an order at once. Where the store itself lives
/// elsewhere, this is the copy that is kept here.
public struct OrderableStore: Hashable, Sendable {
    public let id: StoreID
    public let ownerID: MemberID
    public let name: String
    public let place: Place
    public let isOpen: Bool
    public let minimumOrder: Money
    public let deliveryFee: Money

    public init(
        id: StoreID, ownerID: MemberID, name: String, place: Place, isOpen: Bool,
        minimumOrder: Money, deliveryFee: Money
    ) {
        self.id = id
        self.ownerID = ownerID
        self.name = name
        self.place = place
        self.isOpen = isOpen
        self.minimumOrder = minimumOrder
        self.deliveryFee = deliveryFee
    }
}

/// An item on the menu of one store, as an order sees it.
public struct OrderableItem: Hashable, Sendable {
    public let id: MenuItemID
    public let name: String
    public let price: Money
    public let isSoldOut: Bool

    public init(id: MenuItemID, name: String, price: Money, isSoldOut: Bool) {
        self.id = id
        self.name = name
        self.price = price
        self.isSoldOut = isSoldOut
    }
}

extension OrderableStore {
    /// Prices `cart` as of now, or refuses it before an order exists.
    ///
    /// - Parameters:
    ///   - menu: the items of this store that the cart names, as far as they are on its menu.
    ///   - expectedTotal: what the customer saw and agreed to, before any coupon.
    public func price(
        _ cart: Cart, from menu: [OrderableItem], expecting expectedTotal: Money
    ) throws(OrderRejection) -> PricedOrder {
        guard isOpen else { throw .storeClosed }
        var lines: [PricedLine] = []
        lines.reserveCapacity(cart.lines.count)
        for line in cart.lines {
            // A cart has few lines: looking through them all is quicker than a dictionary.
            guard let item = menu.first(where: { $0.id == line.itemID }) else {
                throw .itemUnknown(line.itemID)
            }
            guard !item.isSoldOut else { throw .itemSoldOut(item.id) }
            lines.append(
                PricedLine(
                    itemID: item.id, name: item.name, price: item.price, quantity: line.quantity))
        }
        let order = PricedOrder(lines: lines, deliveryFee: deliveryFee)
        guard order.itemsTotal >= minimumOrder else {
            throw .belowMinimumOrder(minimum: minimumOrder)
        }
        guard order.total == expectedTotal else { throw .priceChanged(total: order.total) }
        return order
    }
}

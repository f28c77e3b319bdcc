public import Kernel

public enum OrderRejection: Rejection {
    case cartInvalid(CartFault)
    case storeClosed
    case itemUnknown(MenuItemID)
    case itemSoldOut(MenuItemID)
    case belowMinimumOrder(minimum: Money)
    case priceChanged(total: Money)
    case forbidden
    case invalidTransition(from: OrderState.Name, to: OrderState.Name)

    public var code: String {
        switch self {
        case .cartInvalid: "cart-invalid"
        case .storeClosed: "store-closed"
        case .itemUnknown: "item-unknown"
        case .itemSoldOut: "item-sold-out"
        case .belowMinimumOrder: "below-minimum-order"
        case .priceChanged: "price-changed"
        case .forbidden: "forbidden"
        case .invalidTransition: "invalid-transition"
        }
    }

    public var detail: String {
        switch self {
        case .cartInvalid(let fault): fault.detail
        case .storeClosed: "The store is closed; order when it is open."
        case .itemUnknown(let item): "The store has no \(item) on its menu."
        case .itemSoldOut(let item): "\(item) is sold out; order without it."
        case .belowMinimumOrder(let minimum): "The store delivers from \(minimum) on."
        case .priceChanged(let total):
            "The order comes to \(total) now; agree to that, or leave it."
        case .forbidden: "Only the order's customer, or its store's owner, may do this."
        case .invalidTransition(let state, let next):
            "An order that is \(state.rawValue) does not become \(next.rawValue)."
        }
    }

    public var amounts: [(name: String, amount: Money)] {
        switch self {
        case .belowMinimumOrder(let minimum): [("minimumOrder", minimum)]
        case .priceChanged(let total): [("total", total)]
        case .cartInvalid, .storeClosed, .itemUnknown, .itemSoldOut, .forbidden,
            .invalidTransition:
            []
        }
    }
}

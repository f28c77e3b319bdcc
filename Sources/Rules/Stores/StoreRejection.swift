public import Kernel

public enum StoreRejection: Rejection {
    case nameInvalid
    case placeOffTheMap
    case amountOutOfRange(String, ClosedRange<Money>)
    case tooManyStores
    case menuFull
    case itemWithdrawn

    public var code: String {
        switch self {
        case .nameInvalid: "name-invalid"
        case .placeOffTheMap: "place-off-the-map"
        case .amountOutOfRange: "amount-out-of-range"
        case .tooManyStores: "too-many-stores"
        case .menuFull: "menu-full"
        case .itemWithdrawn: "item-withdrawn"
        }
    }

    public var detail: String {
        switch self {
        case .nameInvalid:
            "A name has 1 to \(StoreLimits.nameCharacters) characters, "
                + "none of them a control character, and no space at its ends."
        case .placeOffTheMap:
            "The map goes from \(Place.bounds.lowerBound) to \(Place.bounds.upperBound) metres."
        case .amountOutOfRange(let name, let range):
            "The \(name) may be \(range.lowerBound) to \(range.upperBound)."
        case .tooManyStores: "One owner may have \(StoreLimits.storesAnOwner) stores."
        case .menuFull: "A menu may have \(StoreLimits.itemsAMenu) items; withdraw one first."
        case .itemWithdrawn: "This item was withdrawn from the menu for good."
        }
    }

    public var amounts: [(name: String, amount: Money)] {
        switch self {
        case .amountOutOfRange(_, let range):
            [("least", range.lowerBound), ("most", range.upperBound)]
        case .nameInvalid, .placeOffTheMap, .tooManyStores, .menuFull, .itemWithdrawn: []
        }
    }
}

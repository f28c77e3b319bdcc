public import Kernel

public enum ListingSort: String, CaseIterable, Sendable {
    /// The nearest first.
    case distance
    /// The best first; without a review a store comes last.
    case rating
    /// The one with the most orders delivered first.
    case orders
}

/// Where a store stands in a listing: its order is total, for no two stores share an identifier.
public struct ListingPosition: Hashable, Sendable {
    /// Ads that run today are on top, in the same order among themselves.
    public let isAd: Bool
    /// The smaller, the earlier.
    public let key: Int64
    /// Among equals the older store comes first.
    public let id: StoreID

    public init(isAd: Bool, key: Int64, id: StoreID) {
        self.isAd = isAd
        self.key = key
        self.id = id
    }

    /// Thousandths of a star, rounded down: what a rating sorts by in every read model.
    public static func ratingKey(starSum: Int, reviewCount: Int) -> Int64 {
        reviewCount == 0 ? 0 : Int64(starSum * 1_000 / reviewCount)
    }
}

extension ListingPosition: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        if left.isAd != right.isAd { return left.isAd }
        return (left.key, left.id) < (right.key, right.id)
    }
}

extension Listing {
    public func position(of store: ListingEntry) -> ListingPosition {
        ListingPosition(isAd: store.isAd, key: key(of: store), id: store.id)
    }

    private func key(of store: ListingEntry) -> Int64 {
        switch sort {
        case .distance: near.map { Int64($0.squaredMetres(to: store.place)) } ?? 0
        case .rating:
            -ListingPosition.ratingKey(
                starSum: store.starSum, reviewCount: store.reviewCount)
        case .orders: -Int64(store.orderCount)
        }
    }
}

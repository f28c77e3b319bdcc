import Kernel
import ListingRules
import PublicAPI
import SharedDatabase
import Storage

/// A store on a page, and where it stands in the listing.
struct PlacedStore: Sendable {
    let position: ListingPosition
    let view: ListedStoreView
}

extension Listing {
    /// Where neither place nor words narrow a listing, an index has its very order: a page is read off
    /// it, from behind `start` on, and costs the same whether there are a hundred stores or a million.
    func walk(
        behind start: ListingPosition?, limit: Int, in reader: Reader
    ) throws -> [PlacedStore] {
        let isAd = start?.isAd ?? true
        let key = start?.key ?? .min
        let id = start?.id ?? StoreID(bits: 0)
        // Where there is no place there is no distance: the rules refuse to sort by it.
        return switch (category, sort) {
        case (nil, .rating):
            try reader.all(Self.byRating, !isAd, key, id, limit, row: placed)
        case (nil, .orders), (nil, .distance):
            try reader.all(Self.byOrders, !isAd, key, id, limit, row: placed)
        case (let category?, .rating):
            try reader.all(Self.ofCategoryByRating, category, !isAd, key, id, limit, row: placed)
        case (let category?, .orders), (let category?, .distance):
            try reader.all(Self.ofCategoryByOrders, category, !isAd, key, id, limit, row: placed)
        }
    }

    private func placed(_ row: borrowing Row) throws -> PlacedStore {
        let view = try ListedStoreView(row, near: nil)
        return PlacedStore(
            position: ListingPosition(isAd: view.isAd, key: try row[12], id: view.id), view: view)
    }

    static let byRating: SQL = """
        SELECT id, name, category, x, y, is_open, stars, reviews, orders, minimum_order,
               delivery_fee, is_ad, rating_key
        FROM stores WHERE (not_ad, rating_key, id) > (?, ?, ?)
        ORDER BY not_ad, rating_key, id LIMIT ?
        """

    static let byOrders: SQL = """
        SELECT id, name, category, x, y, is_open, stars, reviews, orders, minimum_order,
               delivery_fee, is_ad, orders_key
        FROM stores WHERE (not_ad, orders_key, id) > (?, ?, ?)
        ORDER BY not_ad, orders_key, id LIMIT ?
        """

    static let ofCategoryByRating: SQL = """
        SELECT id, name, category, x, y, is_open, stars, reviews, orders, minimum_order,
               delivery_fee, is_ad, rating_key
        FROM stores WHERE category = ? AND (not_ad, rating_key, id) > (?, ?, ?)
        ORDER BY not_ad, rating_key, id LIMIT ?
        """

    static let ofCategoryByOrders: SQL = """
        SELECT id, name, category, x, y, is_open, stars, reviews, orders, minimum_order,
               delivery_fee, is_ad, orders_key
        FROM stores WHERE category = ? AND (not_ad, orders_key, id) > (?, ?, ?)
        ORDER BY not_ad, orders_key, id LIMIT ?
        """
}

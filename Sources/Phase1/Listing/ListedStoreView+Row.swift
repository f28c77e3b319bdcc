import Kernel
import PublicAPI
import ReviewsRules
import SharedDatabase
import Storage

extension ListedStoreView {
    /// Of a row of these columns, in this order: id, name, category, x, y, is_open, stars, reviews,
    /// orders, minimum_order, delivery_fee, is_ad.
    init(_ row: borrowing Row, near: Place?) throws {
        let name: String = try row[2]
        guard let category = Category(rawValue: name) else {
            throw StorageError.corrupt("a store of the category \(name)")
        }
        let place = try Place(x: row[3], y: row[4])
        let rating = try Rating(starSum: row[6], reviewCount: row[7])
        try self.init(
            id: row[0], name: row[1], category: category, place: place, isOpen: row[5],
            rating: RatingView(rating), orderCount: row[8], minimumOrder: row[9],
            deliveryFee: row[10], distanceMetres: near?.metres(to: place), isAd: row[11])
    }
}

import AdsRules
import Kernel
import PublicAPI
import SharedDatabase
import Storage

/// Ads as their rows have them, and which stores they put on top.
enum Ads {
    static func find(_ id: AdID, in reader: Reader) throws -> Ad? {
        try reader.first(
            "SELECT id, store, from_day, until_day, price_a_day FROM ads WHERE id = ?", id, row: ad)
    }

    /// Those of a store that are not over.
    static func standing(of store: StoreID, on day: Day, in reader: Reader) throws -> [Ad] {
        try reader.all(
            """
            SELECT id, store, from_day, until_day, price_a_day FROM ads
            WHERE store = ? AND until_day > ?
            """, store, day, row: ad)
    }

    /// All that a store ever had: they never overlap, so they are few.
    static func all(of store: StoreID, in reader: Reader) throws -> [Ad] {
        try reader.all(
            "SELECT id, store, from_day, until_day, price_a_day FROM ads WHERE store = ?", store,
            row: ad)
    }

    /// The latest first, from before `end` on.
    static func page(
        of store: StoreID, before end: AdID, limit: Int, in reader: Reader
    ) throws -> [Ad] {
        try reader.all(
            """
            SELECT id, store, from_day, until_day, price_a_day FROM ads
            WHERE store = ? AND id < ? ORDER BY id DESC LIMIT ?
            """, store, end, limit, row: ad)
    }

    static func insert(_ ad: Ad, at now: Moment, in transaction: Transaction) throws {
        try transaction.run(
            """
            INSERT INTO ads (id, store, from_day, until_day, price_a_day, bought_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """, ad.id, ad.storeID, ad.days.lowerBound, ad.days.upperBound, ad.pricePerDay, now)
    }

    /// Where it ends is all that changes in an ad.
    static func keepEnd(of ad: Ad, at now: Moment, in transaction: Transaction) throws {
        try transaction.run(
            "UPDATE ads SET until_day = ?, stopped_at = ?, version = version + 1 WHERE id = ?",
            ad.days.upperBound, now, ad.id)
    }

    /// Marks the stores whose ad runs on `day`, and no others: the listing's indexes begin with that
    /// mark, so those on top cost a page nothing.
    static func show(on day: Day, in transaction: Transaction) throws {
        try transaction.run(
            """
            UPDATE stores SET is_ad = 0, version = version + 1
            WHERE not_ad = 0 AND id NOT IN (
                SELECT store FROM ads WHERE until_day > ?1 AND from_day <= ?1
            )
            """, day)
        try transaction.run(
            """
            UPDATE stores SET is_ad = 1, version = version + 1
            WHERE is_ad = 0 AND id IN (
                SELECT store FROM ads WHERE until_day > ?1 AND from_day <= ?1
            )
            """, day)
        try ListingVersion.rise(in: transaction)
    }

    private static func ad(_ row: borrowing Row) throws -> Ad {
        let (first, until): (Day, Day) = try (row[2], row[3])
        return try Ad(id: row[0], storeID: row[1], days: first..<until, pricePerDay: row[4])
    }
}

extension AdView {
    init(_ ad: Ad, on today: Day) {
        self.init(
            id: ad.id, storeID: ad.storeID, from: ad.days.lowerBound, until: ad.days.upperBound,
            pricePerDay: ad.pricePerDay, isActive: ad.isActive(on: today))
    }
}

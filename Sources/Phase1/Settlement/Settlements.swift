import AdsRules
import Kernel
import PaymentsRules
import SettlementRules
import SharedDatabase
import Storage

/// What the other contexts may ask of settlement, and the facts that a run takes.
enum Settlements {
    /// What a store earned with a delivered order, on the day it was delivered. The next run that
    /// goes so far takes it.
    static func note(_ record: OrderRecord, in transaction: Transaction) throws {
        guard let deliveredAt = record.deliveredAt else {
            preconditionFailure("\(record.id) was not delivered")
        }
        try transaction.run(
            """
            INSERT INTO settlement_facts (
                store, day, subject, is_ad, items, platform_coupon, store_coupon
            ) VALUES (?, ?, ?, 0, ?, ?, ?)
            """,
            record.store, Day(of: deliveredAt), record.id, record.itemsTotal,
            record.sums.platformCoupon, record.sums.storeCoupon)
    }

    /// The days of ads that came to be owed since the run that went furthest. Nobody does anything on
    /// such a day, so it becomes a fact when it is first asked for.
    ///
    /// That run's own last day is asked for again: an ad may have been bought on it, after the run.
    static func noteAdDays(
        of store: StoreID, through day: Day, in transaction: Transaction
    ) throws {
        let earlier: Day? =
            try transaction.first(
                "SELECT max(through_day) FROM settlements WHERE store = ?", store
            ) { row in try row[0] as Day? } ?? nil
        for ad in try Ads.all(of: store, in: transaction) {
            for day in ad.daysOwed(since: earlier, through: day) {
                try transaction.run(
                    """
                    INSERT INTO settlement_facts (store, day, subject, is_ad, ad)
                    VALUES (?, ?, ?, 1, ?)
                    ON CONFLICT DO NOTHING
                    """, store, day, ad.id, ad.pricePerDay)
            }
        }
    }

    /// By day, all that no run has taken yet.
    static func unsettled(
        of store: StoreID, through day: Day, in reader: Reader
    ) throws -> [Day: DaySums] {
        var days: [Day: DaySums] = [:]
        try reader.forEach(
            """
            SELECT day, sum(is_ad = 0), sum(items), sum(platform_coupon), sum(store_coupon),
                   sum(ad)
            FROM settlement_facts WHERE settlement IS NULL AND store = ? AND day <= ?
            GROUP BY day
            """, store, day
        ) { row in days[try row[0]] = try DaySums(row) }
        return days
    }

    /// By day, all that a run took of its store's.
    static func taken(by run: SettlementRun, in reader: Reader) throws -> [Day: DaySums] {
        var days: [Day: DaySums] = [:]
        try reader.forEach(
            """
            SELECT day, sum(is_ad = 0), sum(items), sum(platform_coupon), sum(store_coupon),
                   sum(ad)
            FROM settlement_facts WHERE settlement = ? AND store = ? GROUP BY day
            """, run.id, run.storeID
        ) { row in days[try row[0]] = try DaySums(row) }
        return days
    }

    /// What was noted of an ad, in the order of the days.
    static func adDays(of ad: AdID, in reader: Reader) throws -> [AdDay] {
        try reader.all(
            "SELECT day, ad FROM settlement_facts WHERE subject = ? ORDER BY day", ad
        ) { row in try AdDay(adID: ad, day: row[0], price: row[1]) }
    }
}

extension DaySums {
    fileprivate init(_ row: borrowing Row) throws {
        try self.init(
            orderCount: row[1], items: row[2], platformCoupons: row[3], storeCoupons: row[4],
            ads: row[5])
    }
}

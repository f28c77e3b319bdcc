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
        for ad in try ads(of: store, in: transaction) {
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

    /// An ad that was stopped owes what it owed by then, whatever its row says it was to run.
    static func ads(of store: StoreID, in reader: Reader) throws -> [Ad] {
        try reader.all(
            """
            SELECT id, from_day, until_day, price_a_day, stopped_at FROM ads WHERE store = ?
            """, store
        ) { row in
            let (first, end): (Day, Day) = (try row[1], try row[2])
            let ad = try Ad(id: row[0], store: store, days: first..<end, pricePerDay: row[3])
            let stoppedAt: Moment? = try row[4]
            return try stoppedAt.map { try ad.stopped(on: Day(of: $0)) } ?? ad
        }
    }

    /// By day, all that no run has taken yet.
    static func unsettled(
        of store: StoreID, through day: Day, in reader: Reader
    ) throws -> [Day: (sums: DaySums, orderCount: Int)] {
        var days: [Day: (sums: DaySums, orderCount: Int)] = [:]
        try reader.forEach(
            """
            SELECT day, sum(items), sum(platform_coupon), sum(store_coupon), sum(ad),
                   sum(is_ad = 0)
            FROM settlement_facts WHERE store = ? AND day <= ? AND settlement IS NULL
            GROUP BY day
            """, store, day
        ) { row in
            let sums = try DaySums(
                items: row[1], platformCoupons: row[2], storeCoupons: row[3], ads: row[4])
            days[try row[0]] = (sums, try row[5])
        }
        return days
    }
}

import Kernel
import PaymentsRules
import SharedDatabase
import Storage

/// What the other contexts may ask of settlement.
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
}

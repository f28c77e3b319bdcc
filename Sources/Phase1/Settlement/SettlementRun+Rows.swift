import Kernel
import PublicAPI
import SettlementRules
import SharedDatabase
import Storage

// A closed run as its rows have it. There is no update: it never changes.

extension SettlementRun {
    /// The run comes first: its lines and its facts refer to it.
    func insert(in transaction: Transaction) throws {
        try transaction.run(
            "INSERT INTO settlements (id, store, through_day, payout) VALUES (?, ?, ?, ?)",
            id, storeID, through, amounts.payout)
        for line in lines {
            try transaction.run(
                """
                INSERT INTO settlement_lines (
                    settlement, day, orders, items, commission, platform_coupons, store_coupons,
                    ads, payout
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id, line.day, line.sums.orderCount, line.sums.items, line.commission,
                line.sums.platformCoupons, line.sums.storeCoupons, line.sums.ads, line.payout)
        }
        try transaction.run(
            """
            UPDATE settlement_facts SET settlement = ?
            WHERE store = ? AND day <= ? AND settlement IS NULL
            """, id, storeID, through)
    }

    /// The latest first, from before `end` on.
    static func page(
        of store: StoreID, before end: SettlementID, limit: Int, in reader: Reader
    ) throws -> [SettlementRun] {
        try reader.all(
            """
            SELECT id, through_day FROM settlements
            WHERE store = ? AND id < ? ORDER BY id DESC LIMIT ?
            """, store, end, limit
        ) { row in
            let id: SettlementID = try row[0]
            return try SettlementRun(
                id: id, storeID: store, through: row[1], lines: lines(of: id, in: reader))
        }
    }

    private static func lines(
        of id: SettlementID, in reader: Reader
    ) throws -> [SettlementLine] {
        try reader.all(
            """
            SELECT day, orders, items, platform_coupons, store_coupons, ads, commission
            FROM settlement_lines WHERE settlement = ? ORDER BY day
            """, id
        ) { row in
            try SettlementLine(
                day: row[0],
                sums: DaySums(
                    orderCount: row[1], items: row[2], platformCoupons: row[3],
                    storeCoupons: row[4], ads: row[5]),
                commission: row[6])
        }
    }
}

extension SettlementView {
    init(_ run: SettlementRun) {
        self.init(
            id: run.id, storeID: run.storeID, through: run.through,
            days: run.lines.map { line in
                SettlementDayView(
                    day: line.day, orderCount: line.sums.orderCount, items: line.sums.items,
                    commission: line.commission, storeCoupons: line.sums.storeCoupons,
                    platformCoupons: line.sums.platformCoupons, ads: line.sums.ads,
                    payout: line.payout)
            }, payout: run.amounts.payout, closedAt: run.id.madeAt)
    }
}

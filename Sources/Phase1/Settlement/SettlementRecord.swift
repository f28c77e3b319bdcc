import Kernel
import PublicAPI
import SettlementRules
import SharedDatabase
import Storage

/// A closed run as its rows have it. There is no update: it never changes.
struct SettlementRecord: Sendable {
    let run: SettlementRun
    let orderCounts: [Day: Int]

    /// The run comes first: its lines and its facts refer to it.
    func insert(in transaction: Transaction) throws {
        try transaction.run(
            "INSERT INTO settlements (id, store, through_day, payout) VALUES (?, ?, ?, ?)",
            run.id, run.store, run.through, run.amounts.payout)
        for line in run.lines {
            try transaction.run(
                """
                INSERT INTO settlement_lines (
                    settlement, day, orders, items, commission, platform_coupons, store_coupons,
                    ads, payout
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                run.id, line.day, orderCounts[line.day] ?? 0, line.sums.items, line.commission,
                line.sums.platformCoupons, line.sums.storeCoupons, line.sums.ads, line.payout)
        }
        try transaction.run(
            """
            UPDATE settlement_facts SET settlement = ?
            WHERE store = ? AND day <= ? AND settlement IS NULL
            """, run.id, run.store, run.through)
    }

    static func latest(
        of store: StoreID, before id: SettlementID, limit: Int, in reader: Reader
    ) throws -> [SettlementRecord] {
        try reader.all(
            """
            SELECT id, through_day FROM settlements
            WHERE store = ? AND id < ? ORDER BY id DESC LIMIT ?
            """, store, id, limit
        ) { row in
            try find(row[0], of: store, through: row[1], in: reader)
        }
    }

    private static func find(
        _ id: SettlementID, of store: StoreID, through: Day, in reader: Reader
    ) throws -> SettlementRecord {
        var orderCounts: [Day: Int] = [:]
        let lines = try reader.all(
            """
            SELECT day, orders, items, platform_coupons, store_coupons, ads, commission
            FROM settlement_lines WHERE settlement = ? ORDER BY day
            """, id
        ) { row in
            let day: Day = try row[0]
            orderCounts[day] = try row[1]
            return try SettlementLine(
                day: day,
                sums: DaySums(
                    items: row[2], platformCoupons: row[3], storeCoupons: row[4], ads: row[5]),
                commission: row[6])
        }
        return SettlementRecord(
            run: SettlementRun(id: id, store: store, through: through, lines: lines),
            orderCounts: orderCounts)
    }
}

extension SettlementView {
    init(_ record: SettlementRecord) {
        let run = record.run
        self.init(
            id: run.id, storeID: run.store, through: run.through,
            days: run.lines.map { line in
                SettlementDay(
                    day: line.day, orderCount: record.orderCounts[line.day] ?? 0,
                    items: line.sums.items, commission: line.commission,
                    storeCoupons: line.sums.storeCoupons,
                    platformCoupons: line.sums.platformCoupons, ads: line.sums.ads,
                    payout: line.payout)
            }, payout: run.amounts.payout, closedAt: run.id.madeAt)
    }
}

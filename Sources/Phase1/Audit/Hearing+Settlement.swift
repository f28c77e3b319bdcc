import AdsRules
import AuditRules
import Kernel
import PaymentsRules
import SettlementRules
import SharedDatabase
import Storage

extension Hearing {
    /// What the settlement was told of each order of the page.
    mutating func hearSettlementFacts() throws {
        page.rewind()
        try reader.forEach(
            """
            SELECT subject, store, day, items, platform_coupon, store_coupon, settlement IS NULL
            FROM settlement_facts WHERE is_ad = 0 AND subject > ? AND subject <= ?
            ORDER BY subject
            """, page.after, page.through
        ) { row in
            let id: OrderID = try row[0]
            let store: StoreID = try row[1]
            let fact = try SettledFacts(
                day: row[2], itemsTotal: row[3], platformCoupon: row[4], storeCoupon: row[5])
            let isKnown = page.add(to: id) { $0.settled.append(fact) }
            if !isKnown || page.store != store {
                judge.hear(
                    CopyFacts(
                        .settlement, of: id.description, changedAt: id.madeAt,
                        kept: [.init("store", store)],
                        recomputed: isKnown ? [.init("store", page.store)] : nil))
            }
            if try row[6] {
                stores[store, default: StoreTally()].unsettled += fact.itemsTotal - fact.storeCoupon
            }
        }
    }

    /// The closed runs of a store, made again from their facts, and the ad days that they had to take.
    mutating func hearSettlement(of store: StoreID) throws {
        let runs = try SettlementRun.page(
            of: store, before: SettlementID(bits: .max), limit: .max, in: reader)
        for run in runs {
            let again = SettlementRun(
                id: run.id, storeID: store, through: run.through,
                lines: SettlementLine.lines(of: try Settlements.taken(by: run, in: reader)))
            judge.hear(
                CopyFacts(
                    .settlement, of: run.id.description, changedAt: run.id.madeAt,
                    kept: run.fields + (try run.paid(in: reader)),
                    recomputed: again.fields + again.owed))
        }
        for ad in try Ads.all(of: store, in: reader) {
            hear(ad, in: runs, noted: try Settlements.adDays(of: ad.id, in: reader))
        }
    }

    /// Whatever run was closed since the ad was bought had to take its days so far.
    private mutating func hear(_ ad: Ad, in runs: [SettlementRun], noted days: [AdDay]) {
        let since = runs.filter { $0.id.madeAt >= ad.id.madeAt }
        let owed = since.map(\.through).max().map { ad.daysOwed(through: $0) } ?? []
        judge.hear(
            CopyFacts(
                .settlement, of: ad.id.description,
                changedAt: since.first?.id.madeAt ?? ad.id.madeAt,
                kept: days.map { .init("\($0.day)", $0.price) },
                recomputed: owed.map { .init("\($0)", ad.pricePerDay) }))
    }
}

extension SettlementRun {
    fileprivate var fields: [CopyFacts.Field] {
        lines.flatMap { line -> [CopyFacts.Field] in
            [
                .init("day", line.day), .init("orders", line.sums.orderCount),
                .init("items", line.sums.items), .init("commission", line.commission),
                .init("platform coupons", line.sums.platformCoupons),
                .init("store coupons", line.sums.storeCoupons), .init("ads", line.sums.ads),
            ]
        }
    }

    /// What its rows and the ledger say that was paid.
    fileprivate func paid(in reader: Reader) throws -> [CopyFacts.Field] {
        let payouts = try reader.all(
            """
            SELECT 'payout', payout FROM settlements WHERE id = ?1
            UNION ALL
            SELECT 'payout of the days', sum(payout) FROM settlement_lines WHERE settlement = ?1
            """, id, row: CopyFacts.Field.init)
        let legs = try reader.all(
            "SELECT account, amount FROM ledger WHERE subject = ? ORDER BY entry, account", id,
            row: CopyFacts.Field.init)
        return payouts + legs
    }

    /// What they have to say.
    fileprivate var owed: [CopyFacts.Field] {
        let payout = amounts.payout
        return [.init("payout", payout), .init("payout of the days", payout)]
            + LedgerEntry(self).legs.map { .init($0.account.description, $0.amount) }
            .sorted { $0.name < $1.name }
    }
}

extension CopyFacts.Field {
    fileprivate init(_ row: borrowing Row) throws {
        let (name, amount): (String, Money) = (try row[0], try row[1])
        self.init(name, amount)
    }
}

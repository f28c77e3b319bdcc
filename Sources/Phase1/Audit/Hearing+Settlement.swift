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
                day: row[2], items: row[3], platformCoupon: row[4], storeCoupon: row[5])
            let isKnown = page.add(to: id) { $0.settled.append(fact) }
            if !isKnown || page.store != store {
                judge.hear(
                    CopyFacts(
                        .settlement, of: id.description, changedAt: id.madeAt,
                        kept: [.init("store", store)],
                        recomputed: isKnown ? [.init("store", page.store)] : nil))
            }
            if try row[6] {
                stores[store, default: StoreTally()].unsettled += fact.items - fact.storeCoupon
            }
        }
    }

    /// The closed runs of a store, and the ad days that they had to take.
    mutating func hearSettlement(of store: StoreID) throws {
        let facts = try StoreFacts(of: store, in: reader)
        let runs = try SettlementRecord.latest(
            of: store, before: SettlementID(bits: .max), limit: .max, in: reader)
        for run in runs { try hear(run, made: facts.runs[run.run.id] ?? [:]) }
        for (id, days) in facts.runs where !runs.contains(where: { $0.run.id == id }) {
            judge.hear(
                CopyFacts(
                    .settlement, of: id.description, changedAt: id.madeAt, kept: nil,
                    recomputed: [.init("days", days.count)]))
        }
        for ad in try Settlements.ads(of: store, in: reader) {
            hear(ad, in: runs.map(\.run), noted: facts.adDays[ad.id] ?? [])
        }
    }

    private mutating func hear(
        _ record: SettlementRecord, made days: [Day: (sums: DaySums, orderCount: Int)]
    ) throws {
        let run = record.run
        let again = SettlementRecord(
            run: SettlementRun(
                id: run.id, store: run.store, through: run.through,
                lines: SettlementLine.lines(of: days.mapValues(\.sums))),
            orderCounts: days.mapValues(\.orderCount))
        let legs = try reader.all(
            "SELECT account, amount FROM ledger WHERE subject = ? ORDER BY account", run.id
        ) { row in try CopyFacts.Field(row[0], row[1] as Money) }
        let payout = try reader.first(
            "SELECT payout FROM settlements WHERE id = ?", run.id
        ) { row in try row[0] as Money }
        judge.hear(
            CopyFacts(
                .settlement, of: run.id.description, changedAt: run.id.madeAt,
                kept: record.fields + legs + [.init("payout", payout ?? .zero)],
                recomputed: again.fields + again.legs
                    + [.init("payout", again.run.amounts.payout)]))
    }

    /// Whatever run was closed since the ad was bought had to take its days so far.
    private mutating func hear(_ ad: Ad, in runs: [SettlementRun], noted days: [AdDay]) {
        let since = runs.filter { $0.id.madeAt >= ad.id.madeAt }
        let owed = since.map(\.through).max().map { ad.daysOwed(through: $0) } ?? []
        judge.hear(
            CopyFacts(
                .settlement, of: ad.id.description,
                changedAt: runs.first?.id.madeAt ?? ad.id.madeAt,
                kept: days.map { .init("\($0.day.daysSince1970)", $0.price) },
                recomputed: owed.map { .init("\($0.daysSince1970)", ad.pricePerDay) }))
    }
}

/// All facts of a store, by what they became part of.
private struct StoreFacts {
    var runs: [SettlementID: [Day: (sums: DaySums, orderCount: Int)]] = [:]
    var adDays: [AdID: [AdDay]] = [:]

    init(of store: StoreID, in reader: Reader) throws {
        try reader.forEach(
            """
            SELECT day, subject, is_ad, items, platform_coupon, store_coupon, ad, settlement
            FROM settlement_facts WHERE store = ?
            """, store
        ) { row in
            let day: Day = try row[0]
            let isAd: Bool = try row[2]
            let sums = try DaySums(
                items: row[3], platformCoupons: row[4], storeCoupons: row[5], ads: row[6])
            if isAd {
                let ad: AdID = try row[1]
                adDays[ad, default: []].append(AdDay(ad: ad, day: day, price: sums.ads))
            }
            guard let run: SettlementID = try row[7] else { return }
            let known = runs[run, default: [:]][day] ?? (DaySums(), 0)
            runs[run, default: [:]][day] = (known.sums + sums, known.orderCount + (isAd ? 0 : 1))
        }
    }
}

extension SettlementRecord {
    fileprivate var fields: [CopyFacts.Field] {
        run.lines.flatMap { line -> [CopyFacts.Field] in
            [
                .init("day", line.day.daysSince1970),
                .init("orders", orderCounts[line.day] ?? 0),
                .init("items", line.sums.items),
                .init("commission", line.commission),
                .init("platform coupons", line.sums.platformCoupons),
                .init("store coupons", line.sums.storeCoupons),
                .init("ads", line.sums.ads),
            ]
        }
    }

    /// What the ledger has to say of it.
    fileprivate var legs: [CopyFacts.Field] {
        LedgerEntry(run).legs.map { .init($0.account.description, $0.amount) }
            .sorted { $0.name < $1.name }
    }
}

import AuditRules
import Kernel
import ListingRules
import SharedDatabase
import Storage

extension Hearing {
    /// What the listing sorts, finds and shows stores by is kept with each. It changes with what it
    /// comes from, in one transaction, so there is no moment in which the two may differ.
    mutating func hearStores() throws {
        try reader.forEach(
            """
            SELECT s.id, s.name, s.orders, s.reviews, s.stars, s.x, s.y, s.cell, s.opened_at, f.grams
            FROM stores AS s LEFT JOIN store_search AS f ON f.rowid = s.number
            """
        ) { row in
            let store: StoreID = try row[0]
            try hear(
                .listing, of: store, since: row[8],
                kept: [.init("orders", row[2] as Int), .init("cell", row[7] as Int)],
                recomputed: [
                    .init("orders", stores[store]?.orders ?? 0),
                    .init("cell", Neighbourhood.cell(of: Place(x: row[5], y: row[6]))),
                ])
            try hear(
                .rating, of: store, since: row[8],
                kept: [.init("reviews", row[3] as Int), .init("stars", row[4] as Int)],
                recomputed: [
                    .init("reviews", stores[store]?.reviews ?? 0),
                    .init("stars", stores[store]?.stars ?? 0),
                ])
            try hearSearch(of: store, called: row[1], since: row[8], kept: row[9])
            try hear(
                .settlement, of: store, since: row[8],
                kept: [.init("unsettled", stores[store]?.unsettled ?? .zero)],
                recomputed: [.init("unsettled", stores[store]?.owed ?? .zero)])
            try hearSettlement(of: store)
        }
    }

    private mutating func hearSearch(
        of store: StoreID, called name: String, since openedAt: Moment, kept grams: String?
    ) throws {
        let kept = Set((grams ?? "").split(separator: " "))
        let due = Set(
            try StoreSearch.grams(of: store, called: name, in: reader).split(separator: " "))
        hear(
            .listing, of: store, since: openedAt,
            kept: kept.subtracting(due).sorted().prefix(1).map { .init("a word too many", $0) },
            recomputed: due.subtracting(kept).sorted().prefix(1).map { .init("a word more", $0) })
    }

    private mutating func hear(
        _ model: CopyFacts.Model, of store: StoreID, since openedAt: Moment,
        kept: [CopyFacts.Field], recomputed: [CopyFacts.Field]
    ) {
        judge.hear(
            CopyFacts(
                model, of: store.description, changedAt: openedAt, kept: kept,
                recomputed: recomputed))
    }
}

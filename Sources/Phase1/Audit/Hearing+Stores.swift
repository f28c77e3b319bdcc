import AuditRules
import Kernel
import ListingRules
import SharedDatabase
import Storage

extension Hearing {
    /// A store's row has figures that the listing sorts by. They change with what they are counted
    /// from, in one transaction, so there is no moment in which they may differ.
    mutating func hearStores() throws {
        try reader.forEach(
            "SELECT id, orders, reviews, stars, x, y, cell, opened_at FROM stores"
        ) { row in
            let id: StoreID = try row[0]
            let tally = stores[id] ?? StoreTally()
            let place = Place(x: try row[4], y: try row[5])
            let openedAt: Moment = try row[7]
            judge.hear(
                CopyFacts(
                    .listing, of: id.description, changedAt: openedAt,
                    kept: [.init("orders", try row[1] as Int), .init("cell", try row[6] as Int)],
                    recomputed: [
                        .init("orders", tally.orders),
                        .init("cell", Neighbourhood.cell(of: place)),
                    ]))
            judge.hear(
                CopyFacts(
                    .rating, of: id.description, changedAt: openedAt,
                    kept: [.init("reviews", try row[2] as Int), .init("stars", try row[3] as Int)],
                    recomputed: [.init("reviews", tally.reviews), .init("stars", tally.stars)]))
            judge.hear(
                CopyFacts(
                    .settlement, of: id.description, changedAt: openedAt,
                    kept: [.init("owed", tally.unsettled)],
                    recomputed: [.init("owed", tally.owed)]))
            try hearSettlement(of: id)
        }
    }
}

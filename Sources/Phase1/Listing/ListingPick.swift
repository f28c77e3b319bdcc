import Kernel
import ListingRules
import PublicAPI
import SharedDatabase
import Storage

extension Listing {
    /// Where a place or words narrow a listing, an index finds the few stores that may be meant, the
    /// listing's order picks those of the page, and only these are read.
    func pick(
        behind start: ListingPosition?, limit: Int, in reader: Reader
    ) throws -> [PlacedStore] {
        var candidates = try candidates(in: reader)
        if let start { candidates.removeAll { $0.position <= start } }
        candidates.sort { $0.position < $1.position }
        let named = try namedAsAsked(candidates, limit: limit, in: reader)
        return try named.map { try placed($0, in: reader) }
    }

    /// The first of `candidates`, up to `limit`, whose names have the words that were asked for.
    private func namedAsAsked(
        _ candidates: [ListingCandidate], limit: Int, in reader: Reader
    ) throws -> ArraySlice<ListingCandidate> {
        guard let search, !search.isDecidedByIndex else { return candidates.prefix(limit) }
        var named: ArraySlice<ListingCandidate> = []
        var rest = candidates[...]
        while named.count < limit, !rest.isEmpty {
            let batch = rest.prefix(Self.namesAtOnce)
            rest = rest.dropFirst(Self.namesAtOnce)
            let names = try StoreSearch.names(of: batch.map(\.number), in: reader)
            named += batch.filter { search.matches(names[$0.number] ?? []) }
        }
        return named.prefix(limit)
    }

    /// So many stores' names are read to find those of one page; few are in vain.
    private static let namesAtOnce = 64

    private func placed(
        _ candidate: ListingCandidate, in reader: Reader
    ) throws -> PlacedStore {
        let view = try reader.first(
            """
            SELECT id, name, category, x, y, is_open, stars, reviews, orders, minimum_order,
                   delivery_fee, is_ad
            FROM stores WHERE number = ?
            """, candidate.number
        ) { row in try ListedStoreView(row, near: near) }
        guard let view else {
            throw StorageError.corrupt("the store \(candidate.number) is in an index only")
        }
        return PlacedStore(position: candidate.position, view: view)
    }
}

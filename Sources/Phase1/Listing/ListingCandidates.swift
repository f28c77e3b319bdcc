import Kernel
import ListingRules
import SharedDatabase
import Storage

/// A store that the indexes name, and where it would stand.
struct ListingCandidate: Sendable {
    let number: Int64
    let position: ListingPosition
}

extension Listing {
    /// Those in range, of the category, in whose names the index has the words. In no order.
    func candidates(in reader: Reader) throws -> [ListingCandidate] {
        guard let near else { return try found(in: reader) }
        let found = try search.map { try StoreSearch.numbers(of: $0, in: reader) }
        var candidates: [ListingCandidate] = []
        for cells in Neighbourhood.cells(within: Self.rangeMetres, of: near) {
            try reader.forEach(Self.inCells, cells.lowerBound, cells.upperBound, category) { row in
                let candidate = try candidate(row)
                if let candidate, found?.contains(candidate.number) ?? true {
                    candidates.append(candidate)
                }
            }
        }
        return candidates
    }

    private func found(in reader: Reader) throws -> [ListingCandidate] {
        guard let search else { preconditionFailure("all stores are no candidates: walk") }
        return try reader.all(Self.withWords, search.matchExpression, category, row: candidate)
            .compactMap(\.self)
    }

    /// Nil for a store that is out of range.
    private func candidate(_ row: borrowing Row) throws -> ListingCandidate? {
        let place = try Place(x: row[2], y: row[3])
        let squared = near?.squaredMetres(to: place) ?? 0
        guard squared <= Self.rangeMetres * Self.rangeMetres else { return nil }
        let key: Int64 =
            switch sort {
            case .distance: Int64(squared)
            case .rating: try -ListingPosition.ratingKey(starSum: row[5], reviewCount: row[6])
            case .orders: try -row[7]
            }
        return try ListingCandidate(
            number: row[0], position: ListingPosition(isAd: row[4], key: key, id: row[1]))
    }

    static let inCells: SQL = """
        SELECT number, id, x, y, is_ad, stars, reviews, orders FROM stores
        WHERE cell BETWEEN ?1 AND ?2 AND (?3 IS NULL OR category = ?3)
        """

    static let withWords: SQL = """
        SELECT s.number, s.id, s.x, s.y, s.is_ad, s.stars, s.reviews, s.orders
        FROM store_search JOIN stores AS s ON s.number = store_search.rowid
        WHERE store_search MATCH ?1 AND (?2 IS NULL OR s.category = ?2)
        """
}

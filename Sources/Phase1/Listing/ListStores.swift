import ListingRules
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    /// The listing of one database is a query: there is no copy that could be behind.
    func listStores(
        _ call: Call<NoID, ListingQuery, Nothing>
    ) async throws -> Reply<Page<ListedStoreView>> {
        let query = call.query
        let listing = try Listing(query)
        let start = try query.page.cursor.map { try listing.cursor($0).position }
        try await showAds()
        let found = try await database.read { reader in
            try listing.isInOrderOfAnIndex
                ? listing.walk(behind: start, limit: query.page.limit + 1, in: reader)
                : listing.pick(behind: start, limit: query.page.limit + 1, in: reader)
        }
        let items = found.prefix(query.page.limit)
        let next =
            found.count > items.count
            ? items.last.map { listing.cursor(after: $0.position).description } : nil
        return Reply(Page(items.map(\.view), next: next))
    }
}

extension Listing {
    fileprivate init(_ query: ListingQuery) throws {
        try self.init(
            category: query.category?.rawValue,
            search: query.search.flatMap { try SearchQuery($0) },
            near: query.near, sort: query.sort.map { ListingSort($0) })
    }

    /// Whether the first store of a page is known without looking at all of them.
    fileprivate var isInOrderOfAnIndex: Bool { near == nil && search == nil }
}

extension ListingSort {
    fileprivate init(_ sort: ListingQuery.Sort) {
        switch sort {
        case .distance: self = .distance
        case .rating: self = .rating
        case .orders: self = .orders
        }
    }
}

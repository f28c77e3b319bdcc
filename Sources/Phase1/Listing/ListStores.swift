import EventLoop
import JSON
import ListingRules
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    /// The listing of one database is a query: there is no copy that could be behind. A page that
    /// was written before is given again as long as no store has changed since.
    func listStores(
        _ call: Call<NoID, ListingQuery, Nothing>
    ) async throws -> Reply<Page<ListedStoreView>> {
        let query = call.query
        try await showAds()
        let (page, version) = try await database.read { reader in
            let version = try ListingVersion.read(in: reader)
            let kept = listingPages?.here
            if let page = kept?.withLock({ $0.page(query, of: version) }) { return (page, version) }
            let page = JSONWriter.bytes(of: try Self.page(query, in: reader), expecting: 8_192)
            kept?.withLock { $0.keep(page, for: query, of: version) }
            return (page, version)
        }
        return Reply(again: KeptReply(status: 200, body: page), tag: "\"listing-\(version)\"")
    }

    private static func page(
        _ query: ListingQuery, in reader: Reader
    ) throws -> Page<ListedStoreView> {
        let listing = try Listing(query)
        let start = try query.page.cursor.map { try listing.cursor($0).position }
        let limit = query.page.limit
        let found =
            try listing.isInOrderOfAnIndex
            ? listing.walk(behind: start, limit: limit + 1, in: reader)
            : listing.pick(behind: start, limit: limit + 1, in: reader)
        let items = found.prefix(limit)
        let next =
            found.count > limit
            ? items.last.map { listing.cursor(after: $0.position).description } : nil
        return Page(items.map(\.view), next: next)
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

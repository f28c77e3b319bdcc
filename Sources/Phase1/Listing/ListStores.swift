import EventLoop
import JSON
import ListingRules
import PublicAPI
import PublicDoor
import Runtime
import Storage

extension Monolith {
    /// The listing of one database is a query: there is no copy that could be behind. A page that
    /// was written before is given again as long as no store has changed since.
    func listStores(
        _ call: Call<NoID, ListingQuery, Nothing>
    ) async throws -> Reply<Page<ListedStoreView>> {
        let query = call.query
        guard let pages = listingPages?.here else {
            try await showAds()
            return Reply(try await database.read { try Self.page(query, in: $0) })
        }
        // Who names a write to be seen may have learned of it in this very turn.
        if call.after == nil, let page = pages.withLock({ $0.page(query, inTurn: turn) }) {
            return Reply(page)
        }
        try await showAds()
        let page = try await database.read { reader in
            let version = try ListingVersion.read(in: reader)
            let known = pages.withLock { $0.page(query, of: version, inTurn: turn) }
            if let known { return known }
            let bytes = JSONWriter.bytes(of: try Self.page(query, in: reader), expecting: 8_192)
            return pages.withLock { $0.keep(bytes, for: query) }
        }
        return Reply(page)
    }

    private var turn: Int { environment.loop.turnCount }

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

extension Reply where Answer == Page<ListedStoreView> {
    fileprivate init(_ page: ListingPage) {
        self.init(again: KeptReply(status: 200, body: page.bytes), tag: page.tag)
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

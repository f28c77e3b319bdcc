import EventLoop
import Kernel
import ListingRules
import PublicAPI
import PublicDoor
import Storage
import Testing

@testable import MonolithMain

/// The listing by SQL and indexes, held against what the rules say that a listing is.
@Suite struct ListingAgreesTests {
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `every page is the one that the rules define`(seed: UInt64) throws {
        try Town.run(seed: seed) { town in
            let owner = try await town.person(.owner)
            let database = try #require(town.monolith?.database)
            var stores = RandomStores(
                generator: SeededGenerator(seed: seed), owner: owner.id, today: Day(of: town.now))
            let entries = try await stores.fill(database, count: 60)
            for _ in 0..<40 {
                let query = try #require(Self.query(&stores))
                try await Self.compare(query, of: entries, in: town, seed: seed)
            }
        }
    }

    /// Nil for a search of too many characters, which these names do not give.
    private static func query(_ stores: inout RandomStores) -> ListingQuery? {
        let near = Bool.random(using: &stores.generator) ? stores.place() : nil
        let sorts = ListingQuery.Sort.allCases.filter { near != nil || $0 != .distance }
        return ListingQuery(
            category: [.chicken, .pizza, .cafe, nil, nil].randomElement(using: &stores.generator)
                ?? nil,
            search: Bool.random(using: &stores.generator) ? stores.name() : nil, near: near,
            sort: Bool.random(using: &stores.generator)
                ? sorts.randomElement(using: &stores.generator) : nil,
            page: PageQuery(limit: .random(in: 1...20, using: &stores.generator)))
    }

    private static func compare(
        _ query: ListingQuery, of entries: [ListingEntry], in town: Town, seed: UInt64
    ) async throws {
        let listing = try Listing(
            category: query.category?.rawValue,
            search: query.search.flatMap { try SearchQuery($0) },
            near: query.near, sort: query.sort.flatMap { ListingSort(rawValue: $0.rawValue) })
        var cursor: ListingCursor?
        repeat {
            let expected = listing.page(of: entries, after: cursor, limit: query.page.limit)
            let page = try await town.stranger.call(
                PublicAPI.listing,
                query: ListingQuery(
                    category: query.category, search: query.search, near: query.near,
                    sort: query.sort,
                    page: PageQuery(limit: query.page.limit, cursor: cursor?.description))
            ).answer
            #expect(page.items.map(\.id) == expected.stores.map(\.id), "seed \(seed), \(query)")
            #expect(page.items.map(\.isAd) == expected.stores.map(\.isAd), "seed \(seed), \(query)")
            try #require(page.next == expected.next?.description, "seed \(seed), \(query)")
            cursor = expected.next
        } while cursor != nil
    }
}

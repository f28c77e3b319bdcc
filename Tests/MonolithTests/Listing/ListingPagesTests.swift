import Kernel
import PublicAPI
import PublicDoor
import Testing

@testable import MonolithMain

@Suite struct ListingPagesTests {
    private let all = ListingQuery()
    private let chicken = ListingQuery(category: .chicken)

    @Test func `what was found in a turn holds for that turn alone`() {
        var pages = ListingPages()
        #expect(pages.page(all, inTurn: 7) == nil)
        #expect(pages.page(all, of: 3, inTurn: 7) == nil)
        let kept = pages.keep([1], for: all)
        #expect(kept == ListingPage(bytes: [1], tag: "\"listing-3\""))
        #expect(pages.page(all, inTurn: 7) == kept)
        #expect(pages.page(chicken, inTurn: 7) == nil)
        #expect(pages.page(all, inTurn: 8) == nil)
        #expect(pages.page(all, of: 3, inTurn: 8) == kept)
        #expect(pages.page(all, inTurn: 8) == kept)
    }

    @Test func `a page of another version is never given`() {
        var pages = ListingPages()
        _ = pages.page(all, of: 3, inTurn: 1)
        _ = pages.keep([1], for: all)
        // Of the same turn, too: a loop that looks again believes what it saw last.
        #expect(pages.page(all, of: 4, inTurn: 1) == nil)
        #expect(pages.page(all, inTurn: 1) == nil)
        #expect(pages.keep([2], for: all) == ListingPage(bytes: [2], tag: "\"listing-4\""))
        #expect(pages.page(all, of: 3, inTurn: 2) == nil)
    }

    @Test func `only so many pages are kept`() {
        var pages = ListingPages()
        for x in 0...ListingPages.mostPages {
            let query = ListingQuery(near: Place(x: x, y: 0))
            _ = pages.page(query, of: 1, inTurn: x)
            _ = pages.keep([], for: query)
            #expect(pages.count <= ListingPages.mostPages)
        }
        #expect(pages.count == 1)
    }

    @Test func `a change is seen by the next who asks`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            for number in 1...20 {
                _ = try await shop.owner.client.call(
                    PublicAPI.editStore, shop.id, StoreChangeForm(name: "이름 \(number)"))
                for _ in 0..<2 {
                    let page = try await town.stranger.call(PublicAPI.listing, query: all).answer
                    #expect(page.items.map(\.name) == ["이름 \(number)"])
                }
            }
        }
    }
}

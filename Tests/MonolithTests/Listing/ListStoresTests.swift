import Kernel
import PublicAPI
import PublicDoor
import Testing

@Suite struct ListStoresTests {
    private func listed(_ query: ListingQuery, in town: Town) async throws -> [ListedStoreView] {
        try await town.stranger.call(PublicAPI.listing, query: query).answer.items
    }

    @Test func `a listed store shows what a customer chooses by`() throws {
        try Town.run { town in
            let shop = try await town.shop(at: Place(x: 300, y: 400))
            let found = try await listed(ListingQuery(search: "교촌", near: Town.centre), in: town)
            let store = try #require(found.first)
            #expect(found.count == 1 && store.id == shop.id && store.name == "교촌치킨")
            #expect(store.isOpen && !store.isAd && store.distanceMetres == 500)
            #expect(store.rating == RatingView(stars: nil, reviewCount: 0))
            #expect(store.minimumOrder == shop.minimumOrder)
            #expect(store.deliveryFee == shop.deliveryFee && store.orderCount == 0)
        }
    }

    @Test func `a new name is found at once, and the old one no longer`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            _ = try await shop.owner.client.call(
                PublicAPI.editStore, shop.id, StoreChangeForm(name: "굽네치킨"))
            _ = try await shop.owner.client.call(
                PublicAPI.editMenuItem, MenuPlace(store: shop.id, item: shop.beer.id),
                MenuItemChangeForm(isWithdrawn: true))
            #expect(try await listed(ListingQuery(search: "굽네"), in: town).count == 1)
            #expect(try await listed(ListingQuery(search: "후라이드"), in: town).count == 1)
            #expect(try await listed(ListingQuery(search: "교촌"), in: town).isEmpty)
            #expect(try await listed(ListingQuery(search: "맥주"), in: town).isEmpty)
        }
    }

    @Test func `a store that moves is found where it is now`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let far = Place(x: 30_000, y: -30_000)
            _ = try await shop.owner.client.call(
                PublicAPI.editStore, shop.id, StoreChangeForm(place: far))
            #expect(try await listed(ListingQuery(near: Town.centre), in: town).isEmpty)
            #expect(try await listed(ListingQuery(near: far), in: town).map(\.id) == [shop.id])
        }
    }

    @Test func `what no listing can be is refused`() throws {
        try Town.run { town in
            await town.expectRefusal(.placeMissing) {
                _ = try await listed(ListingQuery(sort: .distance), in: town)
            }
            await town.expectRefusal(.cursorInvalid) {
                _ = try await listed(ListingQuery(page: PageQuery(cursor: "s.0.x.0")), in: town)
            }
        }
    }
}

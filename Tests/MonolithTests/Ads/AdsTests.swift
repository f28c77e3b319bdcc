import Kernel
import PublicAPI
import PublicDoor
import Testing

@Suite struct AdsTests {
    private func buy(
        _ days: Range<Day>, for shop: Shop, in town: Town, key: String? = nil
    ) async throws -> AdView {
        try await shop.owner.client.call(
            PublicAPI.buyAd, shop.id, AdForm(from: days.lowerBound, until: days.upperBound),
            PublicClient.Options(idempotencyKey: key ?? town.freshKey())
        ).answer
    }

    private func top(of town: Town) async throws -> [StoreID] {
        try await town.stranger.call(PublicAPI.listing, query: ListingQuery()).answer.items
            .filter(\.isAd).map(\.id)
    }

    @Test func `an ad of today is on top at once, one of tomorrow when tomorrow comes`() throws {
        try Town.run { town in
            let (one, other) = (try await town.shop(), try await town.shop())
            #expect(try await top(of: town).isEmpty)
            let today = Day(of: town.now)
            let first = try await buy(today..<today.next, for: one, in: town)
            let second = try await buy(today.next..<today.next.next, for: other, in: town)
            #expect(first.isActive && !second.isActive)
            #expect(try await top(of: town) == [one.id])
            let untilMidnight = today.next.start.milliseconds(since: town.now)
            try await town.pass(milliseconds: Int(untilMidnight) + 1)
            #expect(try await top(of: town) == [other.id])
            try await town.pass(milliseconds: 86_400_000)
            #expect(try await top(of: town).isEmpty)
        }
    }

    @Test func `an ad that is stopped runs to the end of its day, one to come never runs`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let today = Day(of: town.now)
            let later = today.next.next
            let running = try await buy(today..<later, for: shop, in: town)
            let toCome = try await buy(later..<later.next, for: shop, in: town)
            let stopped = try await shop.owner.client.call(PublicAPI.stopAd, running.id).answer
            #expect(stopped.until == today.next && stopped.isActive)
            let undone = try await shop.owner.client.call(PublicAPI.stopAd, toCome.id).answer
            #expect(undone.until == undone.from && !undone.isActive)
            #expect(try await top(of: town) == [shop.id])
            let page = try await shop.owner.client.call(
                PublicAPI.ads, shop.id, query: PageQuery(limit: 1)
            ).answer
            #expect(page.items == [undone])
            let rest = try await shop.owner.client.call(
                PublicAPI.ads, shop.id, query: PageQuery(cursor: page.next)
            ).answer
            #expect(rest.items == [stopped] && rest.next == nil)
            try await town.pass(milliseconds: 3 * 86_400_000)
            #expect(try await top(of: town).isEmpty)
            let back = try await town.logIn("owner1@example.com", "password of 1")
            await town.expectRefusal(.adOver) {
                _ = try await back.client.call(PublicAPI.stopAd, running.id)
            }
        }
    }

    @Test func `asked twice with one key, an ad is bought once; with two it overlaps`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let today = Day(of: town.now)
            let first = try await buy(today..<today.next, for: shop, in: town, key: "once")
            #expect(try await buy(today..<today.next, for: shop, in: town, key: "once") == first)
            await town.expectRefusal(.adOverlaps) {
                _ = try await buy(today..<today.next, for: shop, in: town)
            }
            await town.expectRefusal(.adPeriodInvalid) {
                _ = try await buy(today..<today, for: shop, in: town)
            }
        }
    }

    @Test func `the ads of a store are its owner's alone`() throws {
        try Town.run { town in
            let (shop, other) = (try await town.shop(), try await town.shop())
            let today = Day(of: town.now)
            let ad = try await buy(today..<today.next, for: shop, in: town)
            await town.expectRefusal(.forbidden) {
                _ = try await other.owner.client.call(PublicAPI.stopAd, ad.id)
            }
            await town.expectRefusal(.forbidden) {
                _ = try await other.owner.client.call(
                    PublicAPI.ads, shop.id, query: PageQuery())
            }
            await town.expectRefusal(.adNotFound) {
                _ = try await shop.owner.client.call(PublicAPI.stopAd, .example)
            }
        }
    }
}

import Kernel
import PublicAPI
import PublicDoor
import Testing

@Suite struct StoresTests {
    @Test func `a new store is closed, has no menu and no rating`() throws {
        try Town.run { town in
            let owner = try await town.person(.owner)
            let form = StoreForm.examples[0]
            let made = try await owner.client.call(PublicAPI.openStore, form)
            #expect(!made.answer.isOpen && made.answer.menu.isEmpty && made.version != nil)
            #expect(made.answer.category == form.category && made.answer.place == form.place)
            let seen = try await town.stranger.call(PublicAPI.store, made.answer.id).answer
            #expect(seen == made.answer)
        }
    }

    @Test func `an edit changes what it names and nothing else`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let before = try await town.stranger.call(PublicAPI.store, shop.id).answer
            let after = try await shop.owner.client.call(
                PublicAPI.editStore, shop.id, StoreChangeForm(deliveryFee: .zero)
            ).answer
            #expect(after.deliveryFee == .zero && after.name == before.name)
            #expect(after.menu == before.menu && after.isOpen && after.place == before.place)
            #expect(try await town.stranger.call(PublicAPI.store, shop.id).answer == after)
        }
    }

    @Test func `a withdrawn item is off the menu for good, one sold out is on it`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let beer = MenuPlace(store: shop.id, item: shop.beer.id)
            let sold = try await shop.owner.client.call(
                PublicAPI.editMenuItem, beer, MenuItemChangeForm(isSoldOut: true)
            ).answer
            #expect(sold.isSoldOut && !sold.isWithdrawn)
            let menu = try await town.stranger.call(PublicAPI.store, shop.id).answer.menu
            #expect(menu == [shop.chicken, sold])
            _ = try await shop.owner.client.call(
                PublicAPI.editMenuItem, beer, MenuItemChangeForm(isWithdrawn: true))
            let rest = try await town.stranger.call(PublicAPI.store, shop.id).answer.menu
            #expect(rest == [shop.chicken])
            await town.expectRefusal(.itemWithdrawn) {
                _ = try await shop.owner.client.call(
                    PublicAPI.editMenuItem, beer, MenuItemChangeForm(isWithdrawn: false))
            }
        }
    }

    @Test func `only its owner changes a store, and what is not there is not found`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let other = try await town.shop()
            let client = other.owner.client
            await town.expectRefusal(.forbidden) {
                _ = try await client.call(
                    PublicAPI.setOpening, shop.id, OpeningForm(isOpen: false))
            }
            await town.expectRefusal(.forbidden) {
                _ = try await client.call(
                    PublicAPI.addMenuItem, shop.id, MenuItemForm.examples[0])
            }
            await town.expectRefusal(.storeNotFound) {
                _ = try await client.call(PublicAPI.editStore, .example, StoreChangeForm())
            }
            // Another store's item is not on one's own menu.
            await town.expectRefusal(.itemNotFound) {
                _ = try await client.call(
                    PublicAPI.editMenuItem, MenuPlace(store: other.id, item: shop.beer.id),
                    MenuItemChangeForm(isSoldOut: true))
            }
        }
    }

    @Test func `an amount out of range and a name of nothing but space are refused`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            await town.expectRefusal(.nameInvalid) {
                _ = try await shop.owner.client.call(
                    PublicAPI.editStore, shop.id, StoreChangeForm(name: " "))
            }
            await town.expectRefusal(.malformedRequest) {
                _ = try await shop.owner.client.call(
                    PublicAPI.addMenuItem, shop.id,
                    MenuItemForm(name: "물", price: Money(won: 9)))
            }
        }
    }
}

import Kernel
import OrdersRules
import PublicAPI
import PublicDoor
import Resilience
import SharedDatabase
import Storage
import Testing

@testable import MonolithMain

/// What is kept of the menus is what the database would say.
@Suite struct OrderableMenusTests {
    private static let changes = [
        "UPDATE stores SET owner = (SELECT id FROM members WHERE role = 'operator')",
        "UPDATE stores SET name = 'tofu'",
        "UPDATE stores SET x = x + 1",
        "UPDATE stores SET y = y + 1",
        "UPDATE stores SET is_open = 0",
        "UPDATE stores SET minimum_order = minimum_order + 1",
        "UPDATE stores SET delivery_fee = delivery_fee + 1",
        "UPDATE menu_items SET name = 'tofu'",
        "UPDATE menu_items SET price = price + 1",
        "UPDATE menu_items SET is_sold_out = 1",
        "UPDATE menu_items SET is_withdrawn = 1",
        "UPDATE menu_items SET id = zeroblob(16) WHERE name = '맥주'",
        "DELETE FROM menu_items",
    ]

    @Test(arguments: changes)
    func `whatever changes, and whoever changes it, nobody orders by what was before`(
        change: String
    ) throws {
        try Town.run { town in
            let counter = try Counter(of: try await town.shop(), in: town)
            let before = try await counter.look()
            #expect(before?.items.count == 2)
            try await counter.run(change)
            let after = try await counter.look()
            #expect(after != before)
            #expect(try await counter.lookAnew() == after)
        }
    }

    @Test func `what was read under a stamp is not read again`() throws {
        try Town.run { town in
            let counter = try Counter(of: try await town.shop(), in: town)
            let before = try await counter.look()
            try await counter.run("DROP TRIGGER menu_item_changed")
            try await counter.run("UPDATE menu_items SET price = price + 1")
            #expect(try await counter.look() == before, "it was read again")
            try await counter.run("UPDATE menus_stamp SET stamp = stamp + 1")
            let after = try await counter.look()
            #expect(after != before)
            #expect(try await counter.lookAnew() == after)
        }
    }

    @Test func `what was read of a change that came to nothing is forgotten with it`() throws {
        struct ChangeOfMind: Error {}
        try Town.run { town in
            let counter = try Counter(of: try await town.shop(), in: town)
            let before = try await counter.look()
            for _ in 0..<3 {
                await #expect(throws: ChangeOfMind.self) {
                    try await counter.database.write { transaction in
                        try transaction.run("UPDATE menu_items SET price = price + 1")
                        #expect(try counter.look(in: transaction) != before)
                        throw ChangeOfMind()
                    }
                }
                #expect(try await counter.look() == before)
            }
            try await counter.run("UPDATE menu_items SET price = price + 2")
            #expect(try await counter.lookAnew() == counter.look())
        }
    }

    @Test func `what happens to orders leaves the menus`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            let rider = try await town.rider()
            let database = try #require(town.monolith?.database)
            let before = try await database.read { try Stores.menusStamp(in: $0) }
            let order = try await town.lunch(at: shop, for: customer)
            try await town.deliver(order.id, from: shop, by: rider)
            _ = try await customer.client.call(
                PublicAPI.writeReview, order.id, ReviewForm(stars: 5, text: "맛있어요"))
            #expect(try await database.read { try Stores.menusStamp(in: $0) } == before)
        }
    }

    @Test func `only so much is kept`() throws {
        try Town.run { town in
            let shops = [try await town.shop(), try await town.shop(), try await town.shop()]
            let counters = try shops.map { try Counter(of: $0, in: town) }
            try await counters[0].database.read { reader in
                var kept = KeptMenus(most: 4)
                for counter in counters + counters {
                    kept.hold(to: 1)
                    let found = try kept.find(counter.store, counter.cart, in: reader)
                    #expect(found?.items.count == 2)
                    // A store with two items is found as a whole, whatever was kept before.
                    #expect(kept.count <= 4 + 3)
                }
            }
        }
    }

    @Test func `without what is kept an order is the same`() throws {
        try Town.run(without: Without(.keptMenus)) { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            #expect(try await town.lunch(at: shop, for: customer).total == shop.lunchTotal)
            _ = try await shop.owner.client.call(
                PublicAPI.editStore, shop.id, StoreChangeForm(deliveryFee: .zero))
            await town.expectRefusal(.priceChanged) {
                _ = try await town.lunch(at: shop, for: customer)
            }
        }
    }
}

/// Where somebody stands who looks at the menu of one store again and again.
private struct Counter: Sendable {
    struct Found: Equatable, Sendable {
        let store: OrderableStore
        let items: [OrderableItem]

        init(_ menu: OrderableMenu) {
            (store, items) = (menu.store, menu.items)
        }
    }

    let database: Database
    let store: StoreID
    let cart: Cart
    private let menus: OrderableMenus

    init(of shop: Shop, in town: Town) throws {
        let monolith = try #require(town.monolith)
        (database, menus, store) = (monolith.database, monolith.menus, shop.id)
        cart = try Cart(shop.lunch.map { Cart.Line(itemID: $0.itemID, quantity: $0.quantity) })
    }

    func run(_ sql: String) async throws {
        try await database.write { try $0.run(SQL(composed: sql), binding: []) }
    }

    func look() async throws -> Found? {
        try await database.read { try look(in: $0) }
    }

    func look(in reader: Reader) throws -> Found? {
        try menus.find(store, cart, in: reader).map(Found.init)
    }

    /// As if it were for the first time.
    func lookAnew() async throws -> Found? {
        let menus = OrderableMenus(areKept: false)
        return try await database.read { reader in
            try menus.find(store, cart, in: reader).map(Found.init)
        }
    }
}

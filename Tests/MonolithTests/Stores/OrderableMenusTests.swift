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
    @Test func `whatever column changes, nobody orders by what was before`() throws {
        try Town.run { town in
            let counter = try Counter(of: try await town.shop(), in: town)
            var telling: [String] = []
            for table in ["stores", "menu_items"] {
                for column in try await counter.columns(of: table) {
                    let before = try await counter.look()
                    try await counter.run("UPDATE \(table) SET \(column.name) = \(column.other)")
                    let now = try await counter.lookAnew()
                    #expect(try await counter.look() == now, "\(table).\(column.name)")
                    if now != before { telling.append("\(table).\(column.name)") }
                }
            }
            #expect(
                telling == [
                    "stores.owner", "stores.name", "stores.x", "stores.y", "stores.minimum_order",
                    "stores.delivery_fee", "stores.is_open", "menu_items.name", "menu_items.price",
                    "menu_items.is_sold_out", "menu_items.is_withdrawn",
                ])
        }
    }

    @Test(arguments: [
        "DELETE FROM menu_items",
        "UPDATE menu_items SET id = zeroblob(16) WHERE id = (SELECT min(id) FROM menu_items)",
        "UPDATE menu_items SET store = (SELECT id FROM stores ORDER BY number DESC LIMIT 1)",
        """
        REPLACE INTO menu_items (id, store, name, price)
        SELECT id, store, name, price + 1 FROM menu_items
        """,
        """
        REPLACE INTO menu_items (id, store, name, price)
        SELECT id, (SELECT id FROM stores ORDER BY number DESC LIMIT 1), name, price FROM menu_items
        """,
        "UPDATE stores SET name = name || '!'; UPDATE stores SET name = '교촌치킨'",
    ])
    func `however a menu changes, nobody orders by what was before`(changes: String) throws {
        try Town.run { town in
            let counter = try Counter(of: try await town.shop(), in: town)
            _ = try await town.shop()
            let before = try await counter.look()
            #expect(before?.items.count == 2)
            for change in changes.split(separator: ";") {
                try await counter.run(String(change))
                let now = try await counter.lookAnew()
                #expect(try await counter.look() == now)
            }
        }
    }

    @Test func `what was read under a stamp is not read again`() throws {
        try Town.run { town in
            let counter = try Counter(of: try await town.shop(), in: town)
            let before = try await counter.look()
            try await counter.run("DROP TRIGGER menu_item_changed")
            try await counter.run("UPDATE menu_items SET price = price + 1")
            #expect(try await counter.look() == before, "it was read again")
            try await counter.run("UPDATE menu_stamps SET stamp = stamp + 1")
            #expect(try await counter.look() != before)
            #expect(try await counter.lookAnew() == counter.look())
        }
    }

    @Test func `a change of one store leaves what is kept of the others`() throws {
        try Town.run { town in
            let counter = try Counter(of: try await town.shop(), in: town)
            let neighbour = try await town.shop()
            let before = try await counter.stamp()
            _ = try await neighbour.owner.client.call(
                PublicAPI.editMenuItem, MenuPlace(store: neighbour.id, item: neighbour.beer.id),
                MenuItemChangeForm(isSoldOut: true))
            _ = try await neighbour.owner.client.call(
                PublicAPI.editStore, neighbour.id, StoreChangeForm(deliveryFee: .zero))
            #expect(try await counter.stamp() == before)
        }
    }

    @Test func `what was read of a change that came to nothing is forgotten with it`() throws {
        try Town.run { town in
            let counter = try Counter(of: try await town.shop(), in: town)
            let before = try await counter.look()
            // The first throws in a group of its own, which is rolled back whole; the second beside
            // another, and then its savepoint is.
            try await counter.changeItsMind(raisingBy: 1)
            async let neighbour = counter.lookInTransaction()
            try await counter.changeItsMind(raisingBy: 2)
            #expect(try await neighbour == before)
            // With a stamp that is counted, this change would have that of those before.
            try await counter.run("UPDATE menu_items SET price = price + 3")
            #expect(try await counter.look() == counter.lookAnew())
            #expect(try await counter.look() != before)
        }
    }

    @Test func `what was not on the menu is found once it is`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let chickenOnly = try Counter(of: shop, wanting: [shop.chicken.id], in: town)
            let both = try Counter(of: shop, in: town)
            #expect(try await chickenOnly.look()?.items.map(\.id) == [shop.chicken.id])
            #expect(try await both.look() == both.lookAnew())

            let soup = MenuItemID(bits: 7)
            let more = try Counter(of: shop, wanting: [shop.beer.id, soup], in: town)
            #expect(try await more.look()?.items.map(\.id) == [shop.beer.id])
            try await more.run(
                """
                INSERT INTO menu_items (id, store, name, price)
                SELECT x'00000000000000000000000000000007', id, '국', 5000 FROM stores
                """)
            #expect(try await more.look()?.items.map(\.id) == [shop.beer.id, soup])
            #expect(try await more.look() == more.lookAnew())
        }
    }

    @Test func `what happens to orders leaves the menu`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            let rider = try await town.rider()
            let counter = try Counter(of: shop, in: town)
            let before = try await counter.stamp()
            let order = try await town.lunch(at: shop, for: customer)
            try await town.deliver(order.id, from: shop, by: rider)
            _ = try await customer.client.call(
                PublicAPI.writeReview, order.id, ReviewForm(stars: 5, text: "맛있어요"))
            #expect(try await counter.stamp() == before)
        }
    }

    @Test func `only so much is kept`() throws {
        let store = { (number: UInt128) in
            OrderableStore(
                id: StoreID(bits: number), ownerID: MemberID(bits: 1), name: "가게",
                place: Town.centre, isOpen: true, minimumOrder: .zero, deliveryFee: .zero)
        }
        let item = OrderableItem(
            id: MenuItemID(bits: 1), name: "국", price: Money(won: 5_000), isSoldOut: false)
        var kept = KeptMenus(most: 5)
        for number in 0..<20 as Range<UInt128> {
            let menu = OrderableMenu(store(number), [item])
            kept.keep(menu, under: 1)
            kept.keep(menu, under: 2)
            #expect(kept.count == (number.isMultiple(of: 2) ? 2 : 4))
            #expect(kept.menu(of: StoreID(bits: number), under: 2) === menu)
            #expect(kept.menu(of: StoreID(bits: number), under: 1) == nil)
        }
    }

    @Test(arguments: [true, false])
    func `an order is the same with what is kept and without`(keeping: Bool) throws {
        try Town.run(without: keeping ? .nothing : Without(.keptMenus)) { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            #expect(try await town.lunch(at: shop, for: customer).total == shop.lunchTotal)
            _ = try await shop.owner.client.call(
                PublicAPI.editStore, shop.id, StoreChangeForm(deliveryFee: .zero))
            await town.expectRefusal(.priceChanged) {
                _ = try await town.lunch(at: shop, for: customer)
            }
            let nowhere = OrderForm(
                storeID: StoreID(bits: 1), lines: shop.lunch, place: Town.centre, payment: .wallet,
                expectedTotal: shop.lunchTotal)
            await town.expectRefusal(.storeNotFound) {
                _ = try await town.order(nowhere, by: customer)
            }
        }
    }
}

/// Where somebody stands who looks at the menu of one store again and again.
private struct Counter: Sendable {
    struct Found: Equatable, Sendable {
        let store: OrderableStore
        let items: [OrderableItem]
    }

    struct Column: Sendable {
        let name: String
        /// Another value for it, in SQL.
        let other: String
    }

    private struct ChangeOfMind: Error {}

    private let database: Database
    private let store: StoreID
    private let cart: Cart
    private let menus: OrderableMenus

    init(of shop: Shop, wanting items: [MenuItemID]? = nil, in town: Town) throws {
        let monolith = try #require(town.monolith)
        (database, menus, store) = (monolith.database, monolith.menus, shop.id)
        let items = items ?? [shop.chicken.id, shop.beer.id]
        cart = try Cart(items.map { Cart.Line(itemID: $0, quantity: 1) })
    }

    func run(_ sql: String) async throws {
        try await database.write { try $0.run(SQL(composed: sql), binding: []) }
    }

    func stamp() async throws -> Int64? {
        try await database.read { try Stores.menuStamp(of: store, in: $0) }
    }

    func look() async throws -> Found? {
        try await database.read { try look(at: menus, in: $0) }
    }

    func lookInTransaction() async throws -> Found? {
        try await database.write { try look(at: menus, in: $0) }
    }

    /// As if it were for the first time.
    func lookAnew() async throws -> Found? {
        try await database.read { try look(at: OrderableMenus(areKept: false), in: $0) }
    }

    private func look(at menus: OrderableMenus, in reader: Reader) throws -> Found? {
        try menus.find(store, cart, in: reader).map { Found(store: $0.store, items: $0.items) }
    }

    /// Raises all prices, looks at them, and takes it back.
    func changeItsMind(raisingBy won: Int) async throws {
        let before = try await lookAnew()
        await #expect(throws: ChangeOfMind.self) {
            try await database.write { transaction in
                try transaction.run("UPDATE menu_items SET price = price + ?", won)
                #expect(try look(at: menus, in: transaction) != before)
                throw ChangeOfMind()
            }
        }
    }

    /// Those that nothing else refers to.
    func columns(of table: String) async throws -> [Column] {
        try await database.read { reader in
            try reader.all(
                """
                SELECT name, type FROM pragma_table_info(?)
                WHERE name NOT IN ('id', 'number', 'store')
                """, table
            ) { row in
                let (name, type): (String, String) = try (row[0], row[1])
                return Column(name: name, other: Self.other(name, type))
            }
        }
    }

    private static func other(_ column: String, _ type: String) -> String {
        switch type {
        case "TEXT": "\(column) || '!'"
        case "BLOB": "(SELECT id FROM members WHERE role = 'operator')"
        default: column.hasPrefix("is_") ? "1 - \(column)" : "\(column) + 1"
        }
    }
}

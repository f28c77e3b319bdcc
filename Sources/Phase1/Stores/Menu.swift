import Kernel
import PublicAPI
import SharedDatabase
import Storage
import StoresRules

/// The menus as their rows have them.
enum Menu {
    /// What a menu shows: the withdrawn are on none.
    static func items(of store: StoreID, in reader: Reader) throws -> [MenuItem] {
        try reader.all(
            """
            SELECT id, store, name, price, is_sold_out, is_withdrawn FROM menu_items
            WHERE store = ? AND is_withdrawn = 0 ORDER BY id
            """, store, row: item)
    }

    static func find(_ place: MenuPlace, in reader: Reader) throws -> MenuItem {
        let item = try reader.first(
            """
            SELECT id, store, name, price, is_sold_out, is_withdrawn FROM menu_items
            WHERE id = ? AND store = ?
            """, place.item, place.store, row: item)
        guard let item else { throw Refusal(.itemNotFound) }
        return item
    }

    static func count(of store: StoreID, in reader: Reader) throws -> Int {
        try reader.first(
            "SELECT count(*) FROM menu_items WHERE store = ? AND is_withdrawn = 0", store
        ) { row in try row[0] } ?? 0
    }

    static func insert(_ item: MenuItem, in transaction: Transaction) throws {
        try transaction.run(
            "INSERT INTO menu_items (id, store, name, price) VALUES (?, ?, ?, ?)",
            item.id, item.storeID, item.name, item.price)
    }

    static func keep(_ item: MenuItem, in transaction: Transaction) throws {
        try transaction.run(
            """
            UPDATE menu_items
            SET name = ?, price = ?, is_sold_out = ?, is_withdrawn = ?, version = version + 1
            WHERE id = ?
            """, item.name, item.price, item.isSoldOut, item.isWithdrawn, item.id)
    }

    private static func item(_ row: borrowing Row) throws -> MenuItem {
        try MenuItem(
            id: row[0], storeID: row[1], name: row[2], price: row[3], isSoldOut: row[4],
            isWithdrawn: row[5])
    }
}

extension MenuItemView {
    init(_ item: MenuItem) {
        self.init(
            id: item.id, name: item.name, price: item.price, isSoldOut: item.isSoldOut,
            isWithdrawn: item.isWithdrawn)
    }
}

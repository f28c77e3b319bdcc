import Kernel
import OrdersRules
import PublicAPI
import SharedDatabase
import Storage

/// What the other contexts may ask of stores.
enum Stores {
    static func owner(of store: StoreID, in reader: Reader) throws -> MemberID? {
        try reader.first("SELECT owner FROM stores WHERE id = ?", store) { row in try row[0] }
    }

    static func name(of store: StoreID, in reader: Reader) throws -> String? {
        try reader.first("SELECT name FROM stores WHERE id = ?", store) { row in try row[0] }
    }

    static func requireOwner(
        _ member: MemberID, of store: StoreID, in reader: Reader
    ) throws {
        guard let owner = try owner(of: store, in: reader) else { throw Refusal(.storeNotFound) }
        guard owner == member else { throw Refusal(.forbidden) }
    }

    static func count(of owner: MemberID, in reader: Reader) throws -> Int {
        try reader.first("SELECT count(*) FROM stores WHERE owner = ?", owner) { row in
            try row[0]
        } ?? 0
    }

    /// Another with each change of what `orderable` and `orderableItem` answer. Nil without a store.
    static func menuStamp(of store: StoreID, in reader: Reader) throws -> Int64? {
        try reader.first("SELECT stamp FROM menu_stamps WHERE store = ?", store) { try $0[0] }
    }

    /// A store in the words of an order that is about to be priced.
    static func orderable(_ id: StoreID, in reader: Reader) throws -> OrderableStore? {
        try reader.first(
            """
            SELECT owner, name, x, y, is_open, minimum_order, delivery_fee
            FROM stores WHERE id = ?
            """, id
        ) { row in
            try OrderableStore(
                id: id, ownerID: row[0], name: row[1], place: Place(x: row[2], y: row[3]),
                isOpen: row[4], minimumOrder: row[5], deliveryFee: row[6])
        }
    }

    /// An item in the words of an order, if it is on the store's menu.
    static func orderableItem(_ place: MenuPlace, in reader: Reader) throws -> OrderableItem? {
        try reader.first(
            """
            SELECT name, price, is_sold_out FROM menu_items
            WHERE id = ? AND store = ? AND is_withdrawn = 0
            """, place.item, place.store
        ) { row in
            try OrderableItem(id: place.item, name: row[0], price: row[1], isSoldOut: row[2])
        }
    }

    /// The listing sorts by how many orders a store has brought to an end.
    static func countDelivered(_ store: StoreID, in transaction: Transaction) throws {
        try transaction.run(
            "UPDATE stores SET orders = orders + 1, version = version + 1 WHERE id = ?", store)
        try ListingVersion.rise(in: transaction)
    }

    static func countReview(
        of store: StoreID, stars: Int, in transaction: Transaction
    ) throws {
        try transaction.run(
            """
            UPDATE stores SET stars = stars + ?, reviews = reviews + 1, version = version + 1
            WHERE id = ?
            """, stars, store)
        try ListingVersion.rise(in: transaction)
    }
}

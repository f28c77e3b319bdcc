import Kernel
import ListingRules
import PublicAPI
import ReviewsRules
import SharedDatabase
import Storage
import StoresRules

/// A store as its row has it, without what it has in other tables.
struct StoreRecord: Sendable {
    /// What the full-text index knows it by.
    let number: Int64
    var store: Store
    let rating: Rating

    static func find(_ id: StoreID, in reader: Reader) throws -> StoreRecord? {
        try reader.first(
            """
            SELECT number, owner, name, category, x, y, minimum_order, delivery_fee, is_open,
                   stars, reviews
            FROM stores WHERE id = ?
            """, id
        ) { row in
            let name: String = try row[3]
            guard let category = StoreCategory(rawValue: name) else {
                throw StorageError.corrupt("a store of the category \(name)")
            }
            let profile = try StoreProfile(
                name: row[2], category: category, place: Place(x: row[4], y: row[5]),
                minimumOrder: row[6], deliveryFee: row[7])
            return try StoreRecord(
                number: row[0],
                store: Store(id: id, ownerID: row[1], profile: profile, isOpen: row[8]),
                rating: Rating(starSum: row[9], reviewCount: row[10]))
        }
    }

    /// The store, if it is the caller's to change.
    static func find(
        _ id: StoreID, ownedBy member: MemberID, in reader: Reader
    ) throws -> StoreRecord {
        guard let record = try find(id, in: reader) else { throw Refusal(.storeNotFound) }
        guard record.store.ownerID == member else { throw Refusal(.forbidden) }
        return record
    }

    /// A store that was just opened, with its row.
    static func inserted(
        _ store: Store, at now: Moment, in transaction: Transaction
    ) throws -> StoreRecord {
        let profile = store.profile
        try transaction.run(
            """
            INSERT INTO stores (
                id, owner, name, category, x, y, cell, minimum_order, delivery_fee, is_open,
                opened_at
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            store.id, store.ownerID, profile.name, profile.category.rawValue, profile.place.x,
            profile.place.y, Neighbourhood.cell(of: profile.place), profile.minimumOrder,
            profile.deliveryFee, store.isOpen, now)
        let number = transaction.lastInsertedKey
        try ListingVersion.rise(in: transaction)
        return StoreRecord(number: number, store: store, rating: Rating())
    }

    func keep(in transaction: Transaction) throws {
        let profile = store.profile
        try transaction.run(
            """
            UPDATE stores
            SET name = ?, category = ?, x = ?, y = ?, cell = ?, minimum_order = ?,
                delivery_fee = ?, is_open = ?, version = version + 1
            WHERE number = ?
            """,
            profile.name, profile.category.rawValue, profile.place.x, profile.place.y,
            Neighbourhood.cell(of: profile.place), profile.minimumOrder, profile.deliveryFee,
            store.isOpen, number)
        try ListingVersion.rise(in: transaction)
    }
}

extension StoreView {
    init(_ record: StoreRecord, in reader: Reader) throws {
        let (store, profile) = (record.store, record.store.profile)
        self.init(
            id: store.id, name: profile.name, category: Category(profile.category),
            place: profile.place, isOpen: store.isOpen, minimumOrder: profile.minimumOrder,
            deliveryFee: profile.deliveryFee, rating: RatingView(record.rating),
            menu: try Menu.items(of: store.id, in: reader).map(MenuItemView.init))
    }
}

extension RatingView {
    init(_ rating: Rating) {
        self.init(stars: rating.average, reviewCount: rating.reviewCount)
    }
}

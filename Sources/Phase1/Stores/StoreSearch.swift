import Kernel
import ListingRules
import Storage
import StoresRules

/// The full-text index of what stores and their items are called. It is written in the transaction
/// that changes a name, so a search never finds what is gone, nor misses what is there.
enum StoreSearch {
    static func index(_ record: StoreRecord, in transaction: Transaction) throws {
        let items = try Menu.items(of: record.store.id, in: transaction)
        let names = [record.store.profile.name] + items.map(\.name)
        try transaction.run(
            "INSERT OR REPLACE INTO store_search (rowid, grams) VALUES (?, ?)",
            record.number, SearchIndex.document(of: names.map { SearchText($0) }))
    }
}

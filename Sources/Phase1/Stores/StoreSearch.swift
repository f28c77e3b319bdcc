import Kernel
import ListingRules
import Storage
import StoresRules

/// The full-text index of what stores and their items are called. It is written in the transaction
/// that changes a name, so a search never finds what is gone, nor misses what is there.
enum StoreSearch {
    static func index(_ record: StoreRecord, in transaction: Transaction) throws {
        let grams = try grams(
            of: record.store.id, called: record.store.profile.name, in: transaction)
        try transaction.run(
            "INSERT OR REPLACE INTO store_search (rowid, grams) VALUES (?, ?)",
            record.number, grams)
        try ListingVersion.rise(in: transaction)
    }

    /// What the index has to have of a store.
    static func grams(of store: StoreID, called name: String, in reader: Reader) throws -> String {
        let names = [name] + (try Menu.items(of: store, in: reader).map(\.name))
        return SearchIndex.document(of: names.map { SearchText($0) })
    }

    /// The stores in whose names the index has every pair of letters that the query has. Longer words
    /// still have to be looked for in the names themselves.
    static func numbers(of query: SearchQuery, in reader: Reader) throws -> Set<Int64> {
        var numbers: Set<Int64> = []
        try reader.forEach(
            "SELECT rowid FROM store_search WHERE store_search MATCH ?", query.matchExpression
        ) { row in numbers.insert(try row[0]) }
        return numbers
    }

    /// What the index was made from.
    static func names(of numbers: [Int64], in reader: Reader) throws -> [Int64: [SearchText]] {
        var names: [Int64: [SearchText]] = [:]
        let list = "[\(numbers.map(String.init).joined(separator: ","))]"
        try reader.forEach(
            """
            SELECT s.number, s.name FROM json_each(?1) AS wanted
            CROSS JOIN stores AS s ON s.number = wanted.value
            UNION ALL
            SELECT s.number, i.name FROM json_each(?1) AS wanted
            CROSS JOIN stores AS s ON s.number = wanted.value
            CROSS JOIN menu_items AS i ON i.store = s.id AND i.is_withdrawn = 0
            """, list
        ) { row in names[try row[0], default: []].append(SearchText(try row[1])) }
        return names
    }
}

import Storage

/// Which state of the stores a page of the listing shows. It rises in the transaction that changes
/// anything of them, so that what was kept of the listing is known to be true, or not, by one number.
enum ListingVersion {
    static func rise(in transaction: Transaction) throws {
        try transaction.run("UPDATE listing_version SET version = version + 1 WHERE id = 1")
    }

    static func read(in reader: Reader) throws -> Int64 {
        let version = try reader.first("SELECT version FROM listing_version WHERE id = 1") { row in
            try row[0] as Int64
        }
        guard let version else { throw StorageError.corrupt("the listing has no version") }
        return version
    }
}

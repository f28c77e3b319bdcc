extension SharedDatabase {
    /// Days are counted from 1970, in Korea. `until_day` is the first day that is not paid for; an ad
    /// that was stopped before its first day has none.
    static let adsTables = """
        CREATE TABLE ads (
            id BLOB PRIMARY KEY,
            store BLOB NOT NULL REFERENCES stores (id),
            from_day INTEGER NOT NULL,
            until_day INTEGER NOT NULL CHECK (until_day >= from_day),
            price_a_day INTEGER NOT NULL CHECK (price_a_day > 0),
            bought_at INTEGER NOT NULL,
            stopped_at INTEGER,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ads_by_store ON ads (store, id);
        CREATE INDEX ads_by_end ON ads (until_day, from_day, store);
        """
}

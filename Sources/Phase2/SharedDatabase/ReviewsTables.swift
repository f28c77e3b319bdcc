extension SharedDatabase {
    static let reviewsTables = """
        CREATE TABLE reviews (
            order_id BLOB PRIMARY KEY REFERENCES orders,
            id BLOB NOT NULL,
            store BLOB NOT NULL REFERENCES stores (id),
            member BLOB NOT NULL REFERENCES members,
            stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
            text TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX reviews_by_store ON reviews (store, id);
        """
}

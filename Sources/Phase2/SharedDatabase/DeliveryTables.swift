extension SharedDatabase {
    /// An order has one delivery, which goes by the order's own bits.
    static let deliveryTables = """
        CREATE TABLE riders (
            member BLOB PRIMARY KEY REFERENCES members,
            is_on_shift INTEGER NOT NULL,
            x INTEGER NOT NULL,
            y INTEGER NOT NULL,
            idle_since INTEGER NOT NULL,
            delivery BLOB REFERENCES deliveries,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX riders_idle ON riders (x, y) WHERE is_on_shift = 1 AND delivery IS NULL;

        CREATE TABLE deliveries (
            id BLOB PRIMARY KEY REFERENCES orders,
            store BLOB NOT NULL REFERENCES stores (id),
            from_x INTEGER NOT NULL,
            from_y INTEGER NOT NULL,
            to_x INTEGER NOT NULL,
            to_y INTEGER NOT NULL,
            fee INTEGER NOT NULL,
            rider BLOB REFERENCES riders,
            state TEXT NOT NULL,
            accepted_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX deliveries_by_rider ON deliveries (rider, id) WHERE rider IS NOT NULL;
        CREATE INDEX deliveries_waiting ON deliveries (accepted_at) WHERE state = 'waiting';
        """
}

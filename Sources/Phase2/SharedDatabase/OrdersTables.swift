extension SharedDatabase {
    /// Without a `card` an order is paid by wallet. Its lines are a JSON text: they are what was agreed,
    /// and only ever read with it (ADR 0016).
    ///
    /// The orders of a member and those of a store are chains: each names the one before it, as a
    /// commit names its parent, and `latest_orders` has where both begin. An index of either would
    /// have each order change a page somewhere in a tree that grows with them (ADR 0014).
    static let ordersTables = """
        CREATE TABLE orders (
            id BLOB PRIMARY KEY,
            member BLOB NOT NULL REFERENCES members,
            store BLOB NOT NULL REFERENCES stores (id),
            state TEXT NOT NULL,
            reason TEXT,
            cancel_requested INTEGER NOT NULL DEFAULT 0,
            items_total INTEGER NOT NULL,
            delivery_fee INTEGER NOT NULL,
            discount INTEGER NOT NULL DEFAULT 0,
            discount_funder TEXT,
            coupon BLOB REFERENCES coupons,
            card TEXT,
            x INTEGER NOT NULL,
            y INTEGER NOT NULL,
            before_of_member BLOB,
            before_of_store BLOB,
            changed_at INTEGER NOT NULL,
            delivered_at INTEGER,
            version INTEGER NOT NULL DEFAULT 1,
            lines TEXT NOT NULL,
            CONSTRAINT discount_within_items CHECK (discount BETWEEN 0 AND items_total)
        ) STRICT, WITHOUT ROWID;
        -- Of each member and of each store.
        CREATE TABLE latest_orders (
            whose BLOB PRIMARY KEY,
            order_id BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}

extension SharedDatabase {
    /// `funder` is the store that pays for the discount; null, and the platform does.
    static let couponsTables = """
        CREATE TABLE campaigns (
            id BLOB PRIMARY KEY,
            discount INTEGER NOT NULL CHECK (discount > 0),
            minimum_order INTEGER NOT NULL,
            stock INTEGER NOT NULL,
            claimed INTEGER NOT NULL DEFAULT 0,
            funder BLOB REFERENCES stores (id),
            starts_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1,
            CONSTRAINT claims_within_stock CHECK (claimed BETWEEN 0 AND stock)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE coupons (
            id BLOB PRIMARY KEY,
            campaign BLOB NOT NULL REFERENCES campaigns,
            member BLOB NOT NULL REFERENCES members,
            claimed_at INTEGER NOT NULL,
            redeemed_by BLOB REFERENCES orders,
            version INTEGER NOT NULL DEFAULT 1,
            CONSTRAINT one_a_member UNIQUE (campaign, member)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX coupons_by_member ON coupons (member, id);
        """
}

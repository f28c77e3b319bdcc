extension SharedDatabase {
    /// A fact is what a store earned with an order, or owes for a day of an ad. It belongs to no
    /// settlement until a run takes it, and to that one ever after.
    static let settlementTables = """
        CREATE TABLE settlements (
            id BLOB PRIMARY KEY,
            store BLOB NOT NULL REFERENCES stores (id),
            through_day INTEGER NOT NULL,
            payout INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX settlements_by_store ON settlements (store, id);

        CREATE TABLE settlement_lines (
            settlement BLOB NOT NULL REFERENCES settlements,
            day INTEGER NOT NULL,
            orders INTEGER NOT NULL,
            items INTEGER NOT NULL,
            commission INTEGER NOT NULL,
            platform_coupons INTEGER NOT NULL,
            store_coupons INTEGER NOT NULL,
            ads INTEGER NOT NULL,
            payout INTEGER NOT NULL,
            PRIMARY KEY (settlement, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE settlement_facts (
            store BLOB NOT NULL REFERENCES stores (id),
            day INTEGER NOT NULL,
            subject BLOB NOT NULL,
            is_ad INTEGER NOT NULL,
            items INTEGER NOT NULL DEFAULT 0,
            platform_coupon INTEGER NOT NULL DEFAULT 0,
            store_coupon INTEGER NOT NULL DEFAULT 0,
            ad INTEGER NOT NULL DEFAULT 0,
            settlement BLOB REFERENCES settlements,
            PRIMARY KEY (store, day, subject)
        ) STRICT, WITHOUT ROWID;
        -- Those that the next run will take.
        CREATE INDEX settlement_facts_open ON settlement_facts (store, day)
            WHERE settlement IS NULL;
        -- Whatever is done twice elsewhere, an order is settled once.
        CREATE UNIQUE INDEX one_fact_an_order ON settlement_facts (subject) WHERE is_ad = 0;
        """
}

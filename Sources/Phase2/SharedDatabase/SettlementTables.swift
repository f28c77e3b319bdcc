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

        -- An order's fact goes by the order, an ad's by the ad and the day.
        CREATE TABLE settlement_facts (
            subject BLOB NOT NULL,
            day INTEGER NOT NULL,
            store BLOB NOT NULL REFERENCES stores (id),
            is_ad INTEGER NOT NULL,
            items INTEGER NOT NULL DEFAULT 0,
            platform_coupon INTEGER NOT NULL DEFAULT 0,
            store_coupon INTEGER NOT NULL DEFAULT 0,
            ad INTEGER NOT NULL DEFAULT 0,
            settlement BLOB REFERENCES settlements,
            PRIMARY KEY (subject, day)
        ) STRICT, WITHOUT ROWID;
        -- With all that is added up, for the next run (of null) and for those that are closed.
        CREATE INDEX settlement_facts_by_run ON settlement_facts (
            settlement, store, day, is_ad, items, platform_coupon, store_coupon, ad
        );
        """
}

extension SharedDatabase {
    /// An order has one payment and at most one refund, so these go by the order's own bits.
    ///
    /// The ledger is one table: the legs of an entry stand next to each other, under the order,
    /// top-up or settlement they belong to, and an entry balances when its legs add up to nothing.
    static let paymentsTables = """
        CREATE TABLE wallets (
            member BLOB PRIMARY KEY REFERENCES members,
            balance INTEGER NOT NULL CONSTRAINT balance_not_negative CHECK (balance >= 0),
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE top_ups (
            id BLOB PRIMARY KEY,
            member BLOB NOT NULL REFERENCES members,
            amount INTEGER NOT NULL CHECK (amount > 0)
        ) STRICT, WITHOUT ROWID;

        -- What is asked of the provider is on record before it is called.
        CREATE TABLE payments (
            id BLOB PRIMARY KEY REFERENCES orders,
            amount INTEGER NOT NULL CHECK (amount >= 0),
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            ask_at INTEGER,
            changed_at INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT, WITHOUT ROWID;
        -- Those that the reconciler has to ask the provider about, and when.
        CREATE INDEX payments_open ON payments (ask_at) WHERE ask_at IS NOT NULL;

        CREATE TABLE refunds (
            id BLOB PRIMARY KEY REFERENCES payments,
            amount INTEGER NOT NULL CHECK (amount > 0),
            attempts INTEGER NOT NULL DEFAULT 0,
            ask_at INTEGER,
            changed_at INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX refunds_open ON refunds (ask_at) WHERE ask_at IS NOT NULL;

        CREATE TABLE ledger (
            subject BLOB NOT NULL,
            entry INTEGER NOT NULL,
            account TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount <> 0),
            kind TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (subject, entry, account)
        ) STRICT, WITHOUT ROWID;
        """
}

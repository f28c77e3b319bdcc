extension SharedDatabase {
    /// An order gives one push of a kind, whatever is done twice elsewhere. Pushes are a log: each is
    /// written once, at its end, and the sender goes through them in that order (ADR 0015).
    ///
    /// The pushes to a member are a chain, as a member's orders are: each has the number of the one
    /// before it.
    static let notificationsTables = """
        CREATE TABLE notifications (
            number INTEGER PRIMARY KEY,
            order_id BLOB NOT NULL REFERENCES orders,
            kind TEXT NOT NULL,
            id BLOB NOT NULL,
            member BLOB NOT NULL REFERENCES members,
            text TEXT NOT NULL,
            before INTEGER,
            CONSTRAINT one_push_a_kind UNIQUE (order_id, kind)
        ) STRICT;
        CREATE TABLE latest_notifications (
            member BLOB PRIMARY KEY,
            number INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- The audit asks every order for its invitation to a review; with all that it asks for, or
        -- each answer would cost a walk through the order's other pushes.
        CREATE INDEX invitations ON notifications (order_id, id) WHERE kind = 'write-a-review';

        -- What the push provider took in one call: every push up to this number that no batch before
        -- it had. The last of them is how far the sender has come.
        CREATE TABLE push_batches (
            through INTEGER PRIMARY KEY REFERENCES notifications,
            sent_at INTEGER NOT NULL
        ) STRICT;
        """
}

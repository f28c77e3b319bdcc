extension SharedDatabase {
    /// An order gives one push of a kind, whatever is done twice elsewhere. What the push provider has
    /// not taken yet has a `send_at`: when to try, or to try again.
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
            attempts INTEGER NOT NULL DEFAULT 0,
            send_at INTEGER,
            sent_at INTEGER,
            CONSTRAINT one_push_a_kind UNIQUE (order_id, kind)
        ) STRICT;
        CREATE TABLE latest_notifications (
            member BLOB PRIMARY KEY,
            number INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX notifications_unsent ON notifications (send_at) WHERE send_at IS NOT NULL;
        -- The audit asks every order for its invitation to a review; with all that it asks for, or
        -- each answer would cost a walk through the order's other pushes.
        CREATE INDEX invitations ON notifications (order_id, id, sent_at)
            WHERE kind = 'write-a-review';
        """
}

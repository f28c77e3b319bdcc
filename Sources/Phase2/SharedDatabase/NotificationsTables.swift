extension SharedDatabase {
    /// What the push provider has not taken yet has a `send_at`: when to try, or to try again.
    static let notificationsTables = """
        CREATE TABLE notifications (
            member BLOB NOT NULL REFERENCES members,
            id BLOB NOT NULL,
            kind TEXT NOT NULL,
            order_id BLOB NOT NULL REFERENCES orders,
            text TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            send_at INTEGER,
            sent_at INTEGER,
            PRIMARY KEY (member, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX notifications_unsent ON notifications (send_at) WHERE send_at IS NOT NULL;
        -- Whatever is done twice elsewhere, an order gives one push of a kind.
        CREATE UNIQUE INDEX one_push_a_kind ON notifications (order_id, kind);
        -- The audit asks every order for its invitation to a review; with all that it asks for, or
        -- each answer would cost a walk to a row somewhere else.
        CREATE INDEX invitations ON notifications (order_id, kind, sent_at)
            WHERE kind = 'write-a-review';
        """
}

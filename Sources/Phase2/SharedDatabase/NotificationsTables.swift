extension SharedDatabase {
    /// An order gives one push of a kind, whatever is done twice elsewhere. What the push provider has
    /// not taken yet has a `send_at`: when to try, or to try again.
    static let notificationsTables = """
        CREATE TABLE notifications (
            order_id BLOB NOT NULL REFERENCES orders,
            kind TEXT NOT NULL,
            id BLOB NOT NULL,
            member BLOB NOT NULL REFERENCES members,
            text TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            send_at INTEGER,
            sent_at INTEGER,
            CONSTRAINT one_push_a_kind PRIMARY KEY (order_id, kind)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX notifications_by_member ON notifications (member, id);
        CREATE INDEX notifications_unsent ON notifications (send_at) WHERE send_at IS NOT NULL;
        -- The audit asks every order for its invitation to a review; with all that it asks for, or
        -- each answer would cost a walk through the order's other pushes.
        CREATE INDEX invitations ON notifications (order_id, id, sent_at)
            WHERE kind = 'write-a-review';
        """
}

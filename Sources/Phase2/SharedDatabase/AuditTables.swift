extension SharedDatabase {
    /// What the providers' own books say, as far as they were read. They only grow, so an audit reads
    /// on where the one before it ended, and then judges from rows that lie next to ours.
    ///
    /// A key of a charge sorts as its payment does, and so as its order does: the audit goes through
    /// all of them side by side.
    static let auditTables = """
        CREATE TABLE provider_books (
            name TEXT PRIMARY KEY,
            position INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE provider_movements (
            charge TEXT NOT NULL,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (charge, position)
        ) STRICT, WITHOUT ROWID;

        -- Of all pushes only the invitations to a review: no invariant asks about another.
        CREATE TABLE provider_pushes (
            subject TEXT NOT NULL,
            position INTEGER NOT NULL,
            PRIMARY KEY (subject, position)
        ) STRICT, WITHOUT ROWID;
        """
}

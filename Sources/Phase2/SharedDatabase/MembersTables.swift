extension SharedDatabase {
    static let membersTables = """
        CREATE TABLE members (
            id BLOB PRIMARY KEY,
            email TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('customer', 'owner', 'rider', 'operator')),
            password TEXT NOT NULL,
            registered_at INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT, WITHOUT ROWID;
        """
}

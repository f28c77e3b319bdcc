public import Storage

/// The rows that both probes write and read, the same as in `Benchmarks/platform/commit.c`.
public enum Ledger {
    public static let accounts = 1_000
    public static let schema = Schema(
        applicationID: 0x7072_6f62,
        migrations: [
            """
            CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL) STRICT;
            CREATE TABLE entries (
                id INTEGER PRIMARY KEY,
                account INTEGER NOT NULL REFERENCES accounts,
                amount INTEGER NOT NULL,
                note TEXT NOT NULL
            ) STRICT;
            CREATE INDEX entries_by_account ON entries (account);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
            INSERT INTO accounts SELECT i, 0 FROM n;
            """
        ])

    /// Five rows: one account changed, four entries made. Returns the account.
    @discardableResult
    public static func post(_ number: Int, in transaction: Transaction) throws -> Int {
        let account = 1 + (number &* 7_919) % accounts
        try transaction.run("UPDATE accounts SET balance = balance + ? WHERE id = ?", 1, account)
        for entry in 0..<4 {
            try transaction.run(
                "INSERT INTO entries (account, amount, note) VALUES (?, ?, ?)",
                account, entry, "a line of forty characters, more or less")
        }
        return account
    }

    public static func balance(of account: Int, in reader: Reader) throws -> Int? {
        try reader.first("SELECT balance FROM accounts WHERE id = ?", account) { row in
            try row[0]
        }
    }
}

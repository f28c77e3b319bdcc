import Runtime
import Storage
import Synchronization

/// The probe's database: what a request costs that reads one row, or makes five durable.
final class ProbeStore: Sendable {
    static let accounts = 1_000

    private static let schema = Schema(
        applicationID: 0x7072_6265,
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
            INSERT INTO accounts (id, balance)
            WITH RECURSIVE numbers (n) AS (
                SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < \(accounts)
            )
            SELECT n, 0 FROM numbers;
            """
        ])

    private let database: Database
    private let written = Atomic<Int>(0)

    /// In `path`, or in a temporary folder that is gone when the process has stopped.
    init(in path: String?, _ environment: Environment, _ lifecycle: Lifecycle) throws {
        let folder = try path.map(environment.folder) ?? environment.temporaryFolder()
        if path == nil {
            lifecycle.whenStopping("removing the temporary folder") { _ in folder.remove() }
        }
        let database = try folder.open("probe", schema: Self.schema)
        lifecycle.whenStopping("closing the database") { _ in await database.close() }
        self.database = database
    }

    /// Nil when there is no such account.
    func balance(of account: Int) async throws -> Int? {
        try await database.read { reader in
            try reader.first("SELECT balance FROM accounts WHERE id = ?", account) { row in
                try row[0]
            }
        }
    }

    /// One row changed and four added, as `Benchmarks/platform/commit.c` does it. The accounts are
    /// taken in an order that visits pages all over the table.
    func post() async throws {
        let number = written.add(1, ordering: .relaxed).newValue
        let account = 1 + (number &* 7_919) % Self.accounts
        try await database.write { transaction in
            try transaction.run(
                "UPDATE accounts SET balance = balance + 1 WHERE id = ?", account)
            for amount in 0..<4 {
                try transaction.run(
                    "INSERT INTO entries (account, amount, note) VALUES (?, ?, ?)",
                    account, amount, "a line of forty characters, more or less")
            }
        }
    }
}

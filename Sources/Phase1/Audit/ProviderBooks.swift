import HTTP
import ProviderAPI
import ProviderDoor
import PublicAPI
import SharedDatabase
import Storage

extension Monolith {
    /// Reads both providers' books from where the last audit left them to their ends. To judge money
    /// without the statement, or pushes without the log, would be to believe ourselves.
    func copyProviderBooks(for request: Request) async throws {
        do {
            try await copy(Movement.self) { [payments] position in
                try await payments.statement(after: position, for: request)
            }
            try await copy(DeliveredPush.self) { [pushes] position in
                try await pushes.log(of: Notifications.invitation, after: position, for: request)
            }
        } catch ProviderFault.noAnswer(let reason) {
            throw Refusal(
                .upstreamUnavailable,
                "Nothing is judged without the providers' own books: \(reason.rawValue).")
        }
    }

    /// A page a transaction: an audit that is broken off has not read in vain.
    private func copy<Line: BookLine>(
        _ type: Line.Type, page: (Int) async throws -> ProviderPage<Line>
    ) async throws {
        var position = try await database.read { reader in
            try reader.first(
                "SELECT position FROM provider_books WHERE name = ?", Line.book
            ) { row in try row[0] } ?? 0
        }
        while true {
            let page = try await page(position)
            guard let last = page.items.last?.position else { return }
            try await database.write { transaction in
                for line in page.items { try line.keep(in: transaction) }
                try transaction.run(
                    """
                    INSERT INTO provider_books (name, position) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET position = max(position, excluded.position)
                    """, Line.book, last)
            }
            guard let next = page.next else { return }
            position = next
        }
    }
}

/// A line of a provider's book. Two audits at once may both keep it, which is to keep it once.
private protocol BookLine: Sendable {
    static var book: String { get }
    var position: Int { get }
    func keep(in transaction: Transaction) throws
}

extension Movement: BookLine {
    fileprivate static var book: String { "statement" }

    fileprivate func keep(in transaction: Transaction) throws {
        try transaction.run(
            """
            INSERT INTO provider_movements (charge, position, kind, amount)
            VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """, charge.text, position, kind.rawValue, amount)
    }
}

extension DeliveredPush: BookLine {
    fileprivate static var book: String { "pushes" }

    fileprivate func keep(in transaction: Transaction) throws {
        try transaction.run(
            """
            INSERT INTO provider_pushes (subject, position)
            VALUES (?, ?) ON CONFLICT DO NOTHING
            """, push.subject, position)
    }
}

import Kernel
import ProviderAPI
import Storage

/// What the push provider delivered, each message once.
struct PushLog: Sendable {
    let store: Store

    func deliver(_ batch: PushBatch, at now: Moment) async throws {
        try await store.write { transaction in
            for push in batch.pushes { try transaction.deliver(push, at: now) }
        }
    }

    /// Of all kinds, or of one.
    func pushes(
        of kind: String? = nil, after position: Int, limit: Int
    ) async throws -> [DeliveredPush] {
        try await store.read { reader in
            guard let kind else {
                return try reader.all(
                    """
                    SELECT position, id, recipient, kind, subject, text, at FROM pushes
                    WHERE position > ? ORDER BY position LIMIT ?
                    """, position, limit
                ) { row in try DeliveredPush(row) }
            }
            return try reader.all(
                """
                SELECT position, id, recipient, kind, subject, text, at FROM pushes
                WHERE kind = ? AND position > ? ORDER BY position LIMIT ?
                """, kind, position, limit
            ) { row in try DeliveredPush(row) }
        }
    }
}

extension Transaction {
    fileprivate func deliver(_ push: Push, at now: Moment) throws {
        if let known = try delivered(push.id) {
            guard known.push == push else { throw ProviderRejection.keyReused }
            return
        }
        try run(
            """
            INSERT INTO pushes (id, recipient, kind, subject, text, at)
            VALUES (?, ?, ?, ?, ?, ?)
            """, push.id.text, push.recipient, push.kind, push.subject, push.text,
            now.unixMilliseconds)
    }
}

extension Reader {
    fileprivate func delivered(_ id: ProviderKey) throws -> DeliveredPush? {
        try first(
            """
            SELECT position, id, recipient, kind, subject, text, at FROM pushes WHERE id = ?
            """, id.text
        ) { row in try DeliveredPush(row) }
    }
}

extension DeliveredPush {
    fileprivate init(_ row: borrowing Row) throws {
        self.init(
            position: try row[0],
            push: Push(
                id: try row.key(1), recipient: try row[2], kind: try row[3], subject: try row[4],
                text: try row[5]),
            at: try row.moment(6))
    }
}

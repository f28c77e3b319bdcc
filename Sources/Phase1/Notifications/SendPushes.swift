import Kernel
import ProviderAPI
import ProviderDoor
import SharedDatabase
import Storage

extension Monolith {
    /// Gives the push provider every push that is written down, as often as it takes: it knows each
    /// again by its identifier. Answers when the next is due.
    func sendPushes() async throws -> Moment? {
        var isMore = true
        while isMore, !Task.isCancelled {
            let due = try await duePushes()
            if !due.isEmpty { try await send(due) }
            isMore = due.count == PushBatch.mostPushes
        }
        return try await nextDue("SELECT min(send_at) FROM notifications WHERE send_at IS NOT NULL")
    }

    private func duePushes() async throws -> [DuePush] {
        try await database.read { [now] reader in
            try reader.all(
                """
                SELECT order_id, kind, id, member, text, attempts FROM notifications
                WHERE send_at <= ? ORDER BY send_at LIMIT ?
                """, now, PushBatch.mostPushes, row: DuePush.init)
        }
    }

    private func send(_ due: [DuePush]) async throws {
        let outcome = try await pushes.push(PushBatch(due.map(\.content)))
        let now = self.now
        try await database.write { transaction in
            for push in due {
                switch outcome {
                case .delivered: try push.keep(sentAt: now, in: transaction)
                case .noAnswer: try push.keep(sendAt: now.after(push.attempts + 1), in: transaction)
                }
            }
        }
    }
}

private struct DuePush: Sendable {
    let order: OrderID
    let kind: String
    let content: ProviderAPI.Push
    let attempts: Int

    init(_ row: borrowing Row) throws {
        order = try row[0]
        kind = try row[1]
        let (id, member): (NotificationID, MemberID) = try (row[2], row[3])
        content = try ProviderAPI.Push(
            id: ProviderKey(id), recipient: member.description, kind: kind,
            subject: order.description, text: row[4])
        attempts = try row[5]
    }

    func keep(
        sendAt: Moment? = nil, sentAt: Moment? = nil, in transaction: Transaction
    ) throws {
        try transaction.run(
            """
            UPDATE notifications SET send_at = ?, sent_at = ?, attempts = ?
            WHERE order_id = ? AND kind = ?
            """, sendAt, sentAt, attempts + 1, order, kind)
    }
}

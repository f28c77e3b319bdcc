import Kernel
import ProviderAPI
import ProviderDoor
import SharedDatabase
import Storage

extension Monolith {
    /// Gives the push provider every push that is written down, as often as it takes: it knows each
    /// again by its identifier. Answers when the next is due.
    func sendPushes() async throws -> Moment? {
        let due = try await database.read { [now] reader in
            try reader.all(
                """
                SELECT member, id, kind, order_id, text, attempts FROM notifications
                WHERE send_at <= ? ORDER BY send_at LIMIT ?
                """, now, PushBatch.mostPushes, row: DuePush.init)
        }
        if !due.isEmpty { try await send(due) }
        return try await nextDue(
            due.count, of: PushBatch.mostPushes,
            "SELECT min(send_at) FROM notifications WHERE send_at IS NOT NULL")
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
    let member: MemberID
    let id: NotificationID
    let content: ProviderAPI.Push
    let attempts: Int

    init(_ row: borrowing Row) throws {
        member = try row[0]
        id = try row[1]
        let order: OrderID = try row[3]
        content = try ProviderAPI.Push(
            id: ProviderKey(id), recipient: member.description, kind: row[2],
            subject: order.description, text: row[4])
        attempts = try row[5]
    }

    func keep(
        sendAt: Moment? = nil, sentAt: Moment? = nil, in transaction: Transaction
    ) throws {
        try transaction.run(
            """
            UPDATE notifications SET send_at = ?, sent_at = ?, attempts = ?
            WHERE member = ? AND id = ?
            """, sendAt, sentAt, attempts + 1, member, id)
    }
}

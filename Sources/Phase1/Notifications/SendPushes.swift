import Kernel
import ProviderAPI
import ProviderDoor
import SharedDatabase
import Storage

extension Monolith {
    /// Gives the push provider every push that is written down, as often as it takes: it knows each
    /// again by its identifier. Answers when the next is due.
    func sendPushes() async throws -> Moment? {
        var round = try await nextRound(after: nil)
        while !round.due.isEmpty, !Task.isCancelled {
            let outcome = try await pushes.push(PushBatch(round.due.map(\.content)))
            round = try await nextRound(after: SentPushes(pushes: round.due, outcome: outcome))
        }
        return round.nextAt
    }

    /// Keeps what became of those that were sent, and finds what is due: where the writer is anyway,
    /// among pages that it has just written.
    private func nextRound(after sent: SentPushes?) async throws -> PushRound {
        let now = self.now
        return try await database.write { transaction in
            try sent?.keep(at: now, in: transaction)
            let mayBeMore = sent.map { $0.pushes.count == PushBatch.mostPushes } ?? true
            return try PushRound(
                due: mayBeMore ? DuePush.all(at: now, in: transaction) : [], in: transaction)
        }
    }
}

/// What is to be sent in one call, or when there will be something.
private struct PushRound: Sendable {
    let due: [DuePush]
    let nextAt: Moment?

    init(due: [DuePush], in reader: Reader) throws {
        self.due = due
        nextAt =
            due.isEmpty
            ? try reader.moment(
                "SELECT min(send_at) FROM notifications WHERE send_at IS NOT NULL") : nil
    }
}

private struct SentPushes: Sendable {
    let pushes: [DuePush]
    let outcome: PushOutcome

    func keep(at now: Moment, in transaction: Transaction) throws {
        for push in pushes {
            switch outcome {
            case .delivered: try push.keep(sentAt: now, in: transaction)
            case .noAnswer: try push.keep(sendAt: now.after(push.attempts + 1), in: transaction)
            }
        }
    }
}

private struct DuePush: Sendable {
    let number: Int64
    let content: ProviderAPI.Push
    let attempts: Int

    static func all(at now: Moment, in reader: Reader) throws -> [DuePush] {
        try reader.all(
            """
            SELECT number, id, member, kind, order_id, text, attempts FROM notifications
            WHERE send_at <= ? ORDER BY send_at LIMIT ?
            """, now, PushBatch.mostPushes, row: DuePush.init)
    }

    init(_ row: borrowing Row) throws {
        number = try row[0]
        let (id, member, order): (NotificationID, MemberID, OrderID) = try (row[1], row[2], row[4])
        content = try ProviderAPI.Push(
            id: ProviderKey(id), recipient: member.description, kind: row[3],
            subject: order.description, text: row[5])
        attempts = try row[6]
    }

    func keep(
        sendAt: Moment? = nil, sentAt: Moment? = nil, in transaction: Transaction
    ) throws {
        try transaction.run(
            "UPDATE notifications SET send_at = ?, sent_at = ?, attempts = ? WHERE number = ?",
            sendAt, sentAt, attempts + 1, number)
    }
}

import Kernel
import PaymentsRules
import ProviderDoor
import SharedDatabase
import Storage

extension Monolith {
    /// Tells the provider of every refund that the books have already, as often as it takes: the
    /// refund's identifier is its key. Answers when the next is due.
    func sendRefunds() async throws -> Moment? {
        let due = try await database.read { [now] reader in
            try reader.all(
                """
                SELECT id, amount, attempts FROM refunds
                WHERE ask_at <= ? ORDER BY ask_at LIMIT ?
                """, now, Self.mostAtOnce
            ) { row in
                try DueRefund(order: row[0], amount: row[1], attempts: row[2])
            }
        }
        try await each(of: due) { refund in try await send(refund) }
        return try await nextDue(
            due.count, "SELECT min(ask_at) FROM refunds WHERE ask_at IS NOT NULL")
    }

    private func send(_ refund: DueRefund) async throws {
        let order = refund.order
        let outcome = try await payments.refund(order.refund, of: order.payment, refund.amount)
        let now = self.now
        switch outcome {
        case .refunded:
            try await database.write { transaction in
                guard var payment = try PaymentRecord.find(order, in: transaction) else { return }
                if try payment.state.refund() { try payment.keep(at: now, in: transaction) }
                try refund.keep(askAt: nil, at: now, in: transaction)
            }
        case .noAnswer: try await postpone(refund, at: now)
        case .refused(let refusal):
            // Later all the same, so that it does not stand in the way of the others.
            try await postpone(refund, at: now)
            throw RefundRefused(order: order, refusal: refusal)
        }
    }

    private func postpone(_ refund: DueRefund, at now: Moment) async throws {
        try await database.write { transaction in
            let next = now.after(refund.attempts + 1)
            try refund.keep(askAt: next, at: now, in: transaction)
        }
    }
}

/// The provider's books and ours disagree: nothing to try again, and a case for the audit.
private struct RefundRefused: Error {
    let order: OrderID
    let refusal: RefundRefusal
}

private struct DueRefund: Sendable {
    let order: OrderID
    let amount: Money
    let attempts: Int

    func keep(askAt: Moment?, at now: Moment, in transaction: Transaction) throws {
        try transaction.run(
            """
            UPDATE refunds
            SET ask_at = ?, attempts = ?, changed_at = ?, version = version + 1 WHERE id = ?
            """, askAt, attempts + 1, now, order)
    }
}

import Kernel
import PaymentsRules
import ProviderDoor
import SharedDatabase
import Storage

extension Monolith {
    /// Asks the provider about every charge that has had no answer, until it has one; after a restart
    /// too, for all of it stands in the table. Answers when the next is due.
    func reconcilePayments() async throws -> Moment? {
        let due = try await database.read { [now] reader in
            try reader.all(
                "SELECT id FROM payments WHERE ask_at <= ? ORDER BY ask_at LIMIT ?",
                now, Self.mostAtOnce
            ) { row in try row[0] as OrderID }
        }
        try await each(of: due) { order in
            do {
                try await reconcile(order)
            } catch {
                // Later all the same, so that it does not stand in the way of the others.
                try await postpone(order)
                throw error
            }
        }
        return try await nextDue(
            due.count, "SELECT min(ask_at) FROM payments WHERE ask_at IS NOT NULL")
    }

    private func postpone(_ order: OrderID) async throws {
        let now = self.now
        try await database.write { transaction in
            guard var payment = try PaymentRecord.find(order, in: transaction) else { return }
            payment.attempts += 1
            payment.askAt = now.after(payment.attempts)
            try payment.keep(at: now, in: transaction)
        }
    }

    private func reconcile(_ order: OrderID) async throws {
        let standing = try await payments.ask(order.payment)
        let decision = try await settle(order, by: ProviderAnswer(standing))
        guard decision == .void else { return }
        let outcome = try await payments.void(order.payment)
        try await settle(order, by: ProviderAnswer(outcome))
    }
}

import DeliveryRules
import EventLoop
import Kernel
import OrdersRules
import SharedDatabase
import Storage

extension Monolith {
    /// Cancels the orders that found no rider within the limit. Answers when the next one's time is
    /// up, if nobody comes for it.
    func giveUpDeliveries() async throws -> Moment? {
        let limit = policy.dispatchLimit
        let latest = now.advanced(byMilliseconds: -limit.waitMilliseconds)
        let due = try await database.read { reader in
            try reader.all(
                """
                SELECT id FROM deliveries WHERE state = 'waiting' AND accepted_at <= ?
                ORDER BY accepted_at LIMIT ?
                """, latest, Self.mostAtOnce
            ) { row in try row[0] as DeliveryID }
        }
        for delivery in due { try await giveUp(delivery) }
        let next = try await nextDue(
            due.count, "SELECT min(accepted_at) FROM deliveries WHERE state = 'waiting'")
        return next.map { max(limit.deadline(for: $0), now) }
    }

    private func giveUp(_ id: DeliveryID) async throws {
        let occasion = self.occasion()
        let limit = policy.dispatchLimit
        try await database.write { transaction in
            var record = try DeliveryRecord.find(id, in: transaction)
            try record?.giveUp(on: occasion, within: limit, in: transaction)
        }
        bells.pushes.ring()
        bells.refunds.ring()
    }
}

extension DeliveryRecord {
    /// Unless a rider was found meanwhile.
    mutating func giveUp(
        on occasion: Occasion, within limit: DispatchLimit, in transaction: Transaction
    ) throws {
        guard delivery.giveUp(at: occasion.now, within: limit) else { return }
        try keepState(at: occasion.now, in: transaction)
        try Orders.move(id.order, on: occasion, in: transaction) { order in
            try order.deliveryFailed(hadRider: false)
        }
    }
}

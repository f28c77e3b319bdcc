import Kernel
import OrdersRules
import PaymentsRules
import SharedDatabase
import Storage

/// What the other contexts may ask of payments, each as part of their own transaction.
enum Payments {
    /// What was captured stands in the ledger from the same transaction on.
    static func postCapture(
        _ payment: PaymentRecord, of member: MemberID, at now: Moment, in transaction: Transaction
    ) throws {
        let entry = LedgerEntry.capture(
            for: payment.order, from: member, by: payment.method, amount: payment.amount)
        try Ledger.post(entry, of: payment.order.bits, at: now, in: transaction)
    }

    /// Gives back all that was taken. A wallet has it at once; a card's provider is told afterwards,
    /// as often as it takes: see `sendRefunds`.
    static func refund(
        _ record: OrderRecord, at now: Moment, in transaction: Transaction
    ) throws {
        guard var payment = try PaymentRecord.find(record.id, in: transaction) else {
            throw StorageError.corrupt("the paid order \(record.id) has no payment")
        }
        let member = record.order.customerID
        let entry = LedgerEntry.refund(
            for: record.id, to: member, by: payment.method, amount: payment.amount)
        try Ledger.post(entry, of: record.id.bits, .second, at: now, in: transaction)
        if payment.method.needsProvider(for: payment.amount) {
            try transaction.run(
                "INSERT INTO refunds (id, amount, ask_at, changed_at) VALUES (?, ?, ?, ?)",
                record.id, payment.amount, now, now)
        } else {
            try Wallets.add(payment.amount, to: member, in: transaction)
            _ = try payment.state.refund()
            try payment.keep(at: now, in: transaction)
        }
    }

    /// What was held for a delivered order is the store's and the rider's now.
    static func payOut(
        _ record: OrderRecord, at now: Moment, in transaction: Transaction
    ) throws {
        guard let rider = try Deliveries.rider(of: record.id, in: transaction) else {
            throw StorageError.corrupt("the delivered order \(record.id) had no rider")
        }
        let entry = LedgerEntry.delivery(
            of: record.id, sums: record.sums, to: record.store, by: rider)
        try Ledger.post(entry, of: record.id.bits, .second, at: now, in: transaction)
    }
}

extension OrderRecord {
    var sums: OrderSums {
        let amount = discount?.amount ?? .zero
        return OrderSums(
            itemsTotal: itemsTotal, deliveryFee: deliveryFee,
            platformCoupon: discount?.funder == .platform ? amount : .zero,
            storeCoupon: discount?.funder == .store ? amount : .zero)
    }
}

import Kernel
import OrdersRules
import Storage

/// What the other contexts may ask of orders, and how an order that was placed moves on.
enum Orders {
    /// Moves an order as `move` says, and does what that demands of the other contexts, all in one
    /// transaction: in a monolith a consequence is a function call.
    @discardableResult
    static func move(
        _ id: OrderID, on occasion: Occasion, in transaction: Transaction,
        by move: (inout Order) throws -> [Consequence]
    ) throws -> OrderRecord? {
        guard var record = try OrderRecord.find(id, in: transaction) else { return nil }
        let before = record.order.state
        let consequences = try move(&record.order)
        guard record.order.state != before else { return record }
        record.changedAt = occasion.now
        if record.order.state == .delivered { record.deliveredAt = occasion.now }
        try record.keepState(in: transaction)
        for consequence in consequences {
            try carryOut(consequence, for: record, on: occasion, in: transaction)
        }
        try Notifications.tell(of: record, as: occasion.push, in: transaction)
        return record
    }

    private static func carryOut(
        _ consequence: Consequence, for record: OrderRecord, on occasion: Occasion,
        in transaction: Transaction
    ) throws {
        switch consequence {
        case .redeem, .takePayment:
            preconditionFailure("\(consequence) is decided while an order is placed")
        case .refundInFull:
            try Payments.refund(record, at: occasion.now, in: transaction)
        case .restore(let coupon):
            try Coupons.restore(coupon, from: record.id, in: transaction)
        case .findRider:
            try Deliveries.start(for: record, on: occasion, in: transaction)
        case .payOut:
            try Payments.payOut(record, at: occasion.now, in: transaction)
            try Settlements.note(record, in: transaction)
            try Stores.countDelivered(record.store, in: transaction)
        }
    }

    /// Where the orders of a member begin.
    static func latest(of member: MemberID, in reader: Reader) throws -> OrderID? {
        try latest(of: member.bits, in: reader)
    }

    /// Where the orders of a store begin.
    static func latest(at store: StoreID, in reader: Reader) throws -> OrderID? {
        try latest(of: store.bits, in: reader)
    }

    private static func latest(of whose: UInt128, in reader: Reader) throws -> OrderID? {
        try reader.first("SELECT order_id FROM latest_orders WHERE whose = ?", whose) { row in
            try row[0]
        }
    }
}

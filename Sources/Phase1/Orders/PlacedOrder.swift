import Kernel
import OrdersRules
import PaymentsRules
import Storage

/// An order with what stands of it in other tables: all that whoever placed it is shown.
struct PlacedOrder: Sendable {
    let record: OrderRecord
    let lines: OrderLines
    let payment: PaymentRecord?

    /// With all that its placing has decided. The order first: the other rows refer to it.
    func insert(on occasion: Occasion, in transaction: Transaction) throws {
        try record.insert(lines, in: transaction)
        if record.order.state.isStanding, record.discount != nil, let coupon = record.order.couponID
        {
            try Coupons.redeem(coupon, by: record.id, in: transaction)
        }
        if let payment {
            try payment.insert(at: occasion.now, in: transaction)
            if payment.state == .captured {
                try Payments.postCapture(
                    payment, of: record.order.customerID, at: occasion.now, in: transaction)
            }
        }
        try Notifications.tell(of: record, as: occasion.push, in: transaction)
    }
}

extension PlacedOrder {
    static func find(_ id: OrderID, in reader: Reader) throws -> PlacedOrder? {
        try OrderRecord.find(id, in: reader).map { try PlacedOrder(of: $0, in: reader) }
    }

    init(of record: OrderRecord, in reader: Reader) throws {
        guard let lines = try OrderLines.find(of: record.id, in: reader) else {
            throw StorageError.corrupt("the order \(record.id) went while it was read")
        }
        try self.init(
            record: record, lines: lines, payment: PaymentRecord.find(record.id, in: reader))
    }

    /// An order by wallet as it was when it was placed, and settled with it: all that can have changed
    /// is where it stands, and that its payment went back.
    func asPlaced(at moment: Moment) -> PlacedOrder {
        precondition(record.method == .wallet, "of a card nobody knows what was answered")
        var (record, payment) = (record, payment)
        record.order = record.order.asSettled
        record.changedAt = moment
        record.deliveredAt = nil
        if payment?.state == .refunded { payment?.state = .captured }
        return PlacedOrder(record: record, lines: lines, payment: payment)
    }
}

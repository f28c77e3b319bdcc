import Kernel
import NotificationsRules
import OrdersRules
import SharedDatabase
import Storage

/// What the other contexts may ask of notifications: the push is written down in their transaction,
/// so it is there exactly when its reason is, and `sendPushes` sends it afterwards.
enum Notifications {
    /// The push that an order has to give exactly once: the audit counts it.
    static let invitation = Push.Kind.writeAReview.rawValue

    /// Tells whoever is to know of where an order has come to, if anybody is.
    static func tell(
        of record: OrderRecord, as id: NotificationID, in transaction: Transaction
    ) throws {
        guard let event = OrderNews.Event(record.order.state) else { return }
        try queue(record.news(event).push, as: id, in: transaction)
    }

    static func tell(
        _ rider: MemberID, of record: OrderRecord, as id: NotificationID,
        in transaction: Transaction
    ) throws {
        try queue(record.news(.riderAssigned(rider)).push, as: id, in: transaction)
    }

    /// The push goes to the front of its receiver's chain.
    private static func queue(
        _ push: Push, as id: NotificationID, in transaction: Transaction
    ) throws {
        try transaction.run(
            """
            INSERT INTO notifications (order_id, kind, id, member, text, before)
            VALUES (
                ?1, ?2, ?3, ?4, ?5, (SELECT number FROM latest_notifications WHERE member = ?4)
            )
            """, push.orderID, push.kind.rawValue, id, push.recipientID, push.text)
        try transaction.run(
            "INSERT OR REPLACE INTO latest_notifications (member, number) VALUES (?, ?)",
            push.recipientID, transaction.lastInsertedKey)
    }

    /// How many the push provider has not taken yet.
    static func unsentCount(in reader: Reader) throws -> Int {
        try reader.first(
            """
            SELECT count(*) FROM notifications
            WHERE number > (SELECT coalesce(max(through), 0) FROM push_batches)
            """
        ) { row in try row[0] } ?? 0
    }

    /// Where the pushes to a member begin.
    static func latest(of member: MemberID, in reader: Reader) throws -> Int64? {
        try reader.first("SELECT number FROM latest_notifications WHERE member = ?", member) {
            try $0[0]
        }
    }
}

extension OrderRecord {
    fileprivate func news(_ event: OrderNews.Event) -> OrderNews {
        OrderNews(
            orderID: id, customerID: order.customerID, ownerID: order.ownerID, event: event)
    }
}

extension OrderNews.Event {
    /// What becoming so is to somebody; nil for what nobody is told.
    fileprivate init?(_ state: OrderState) {
        switch state {
        case .pending, .ready, .pickedUp: return nil
        case .paid: self = .paid
        case .accepted: self = .accepted
        case .delivered: self = .delivered
        case .rejected: self = .rejected
        case .cancelled(let reason): self = .cancelled(CancelNews(reason))
        }
    }
}

extension CancelNews {
    fileprivate init(_ reason: CancelReason) {
        switch reason {
        case .couponRejected: self = .couponRejected
        case .paymentDeclined: self = .paymentDeclined
        case .paymentUnknown: self = .paymentUnknown
        case .byCustomer: self = .byCustomer
        case .noRider: self = .noRider
        case .deliveryFailed: self = .deliveryFailed
        }
    }
}

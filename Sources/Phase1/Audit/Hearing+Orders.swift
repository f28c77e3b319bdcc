import AuditRules
import DeliveryRules
import Kernel
import SharedDatabase
import Storage

// What Delivery, Notifications and Reviews have of each order of the page, and what the push provider
// has of it.

extension Hearing {
    mutating func hearDeliveries() throws {
        page.rewind()
        let limit = dispatchLimit
        try reader.forEach(
            """
            SELECT id, state, accepted_at, changed_at FROM deliveries
            WHERE id > ? AND id <= ? ORDER BY id
            """, page.after, page.through
        ) { row in
            let name: String = try row[1]
            guard let state = DeliveryState.Name(rawValue: name) else {
                throw StorageError.corrupt("a delivery that is \(name)")
            }
            let end = limit.deadline(for: try row[2])
            let changedAt: Moment = try row[3]
            page.add(to: try row[0]) { order in
                order.changed(at: changedAt)
                order.delivery = DeliveryFacts(state, until: end)
            }
        }
    }

    mutating func hearInvitations() throws {
        page.rewind()
        try reader.forEach(
            """
            SELECT order_id, id, number, CASE WHEN number > ?1 THEN (
                SELECT sent_at FROM push_batches WHERE through >= number ORDER BY through LIMIT 1
            ) END
            FROM notifications
            WHERE order_id > ?2 AND order_id <= ?3 AND kind = 'write-a-review' ORDER BY order_id
            """, sentLongAgo, page.after, page.through
        ) { row in
            let id: NotificationID = try row[1]
            let number: Int64 = try row[2]
            let sentAt: Moment? = try row[3]
            page.add(to: try row[0]) { order in
                order.changed(at: sentAt ?? id.madeAt)
                order.invitation.recordedCount += 1
                if sentAt != nil || number <= sentLongAgo { order.invitation.confirmedCount += 1 }
            }
        }
        page.rewind()
        try reader.forEach(
            "SELECT subject FROM provider_pushes WHERE subject > ? AND subject <= ? ORDER BY subject",
            OrderID(bits: page.after).description, OrderID(bits: page.through).description
        ) { row in
            guard let order = OrderID(try row[0] as String) else { return }
            page.add(to: order) { $0.invitation.loggedCount += 1 }
        }
    }

    mutating func hearReviews() throws {
        page.rewind()
        try reader.forEach(
            """
            SELECT order_id, id, store, stars FROM reviews
            WHERE order_id > ? AND order_id <= ? ORDER BY order_id
            """, page.after, page.through
        ) { row in
            let id: ReviewID = try row[1]
            page.add(to: try row[0]) { order in
                order.changed(at: id.madeAt)
                order.reviewCount += 1
            }
            let store: StoreID = try row[2]
            stores[store, default: StoreTally()].reviews += 1
            stores[store, default: StoreTally()].stars += try row[3]
        }
    }
}

extension DeliveryFacts {
    fileprivate init(_ state: DeliveryState.Name, until end: Moment) {
        switch state {
        case .waiting: self = .waiting(until: end)
        case .assigned: self = .assigned
        case .pickedUp: self = .pickedUp
        case .completed: self = .completed
        case .failed: self = .failed
        }
    }
}

import AuditRules
import Kernel
import PaymentsRules
import SharedDatabase
import Storage

// What Payments has of each order of the page, and what the provider has of it.

extension Hearing {
    mutating func hearPayments() throws {
        page.rewind()
        try reader.forEach(
            """
            SELECT id, amount, state, changed_at FROM payments WHERE id > ? AND id <= ? ORDER BY id
            """, page.after, page.through
        ) { row in
            let amount: Money = try row[1]
            let name: String = try row[2]
            guard let state = PaymentState(rawValue: name) else {
                throw StorageError.corrupt("a payment that is \(name)")
            }
            let changedAt: Moment = try row[3]
            page.add(to: try row[0]) { order in
                order.changed(at: changedAt)
                switch state {
                case .requested, .unknown: order.payment.unanswered = .init(captured: amount)
                case .captured: order.payment.recorded.captured = amount
                case .refunded:
                    order.payment.recorded.captured = amount
                    order.payment.recorded.refunded = amount
                case .declined, .voided: break
                }
            }
        }
    }

    /// Only a card's refund has a row of its own, for the provider has to be told of it.
    mutating func hearRefunds() throws {
        page.rewind()
        try reader.forEach(
            """
            SELECT id, amount, ask_at, changed_at FROM refunds
            WHERE id > ? AND id <= ? ORDER BY id
            """, page.after, page.through
        ) { row in
            let amount: Money = try row[1]
            let isAnswered = row.column(2).isNull
            let changedAt: Moment = try row[3]
            page.add(to: try row[0]) { order in
                order.changed(at: changedAt)
                if isAnswered {
                    order.payment.recorded.refunded = amount
                } else {
                    order.payment.unanswered = .init(refunded: amount)
                }
            }
        }
    }

    mutating func hearStatement() throws {
        page.rewind()
        try reader.forEach(
            """
            SELECT charge, kind, amount FROM provider_movements
            WHERE charge > ? AND charge <= ? ORDER BY charge
            """, page.lastChargeBefore, page.lastCharge
        ) { row in
            let key: String = try row[0]
            let kind: String = try row[1]
            let amount: Money = try row[2]
            let payment = PaymentID(key)
            let isKnown = try payment.map { payment in
                try page.add(to: OrderID(bits: payment.bits)) { order in
                    try order.payment.provider.move(amount, kind)
                }
            }
            if isKnown != true, kind == "capture" {
                judge.hear(UnknownCharge(key: key, amount: amount))
            }
        }
    }
}

extension OrderPage {
    // A key that is none of ours lies before all of ours, between two, or behind them: the pages have
    // no gap, and neither the first nor the last has an end.
    fileprivate var lastChargeBefore: String {
        after == 0 ? "" : PaymentID(bits: after).description
    }

    fileprivate var lastCharge: String {
        isLast ? "\u{10FFFF}" : PaymentID(bits: through).description
    }
}

extension PaymentFacts.Flow {
    /// A charge that was voided is none.
    fileprivate mutating func move(_ amount: Money, _ kind: String) throws {
        switch kind {
        case "capture": captured += amount
        case "void": captured -= amount
        case "refund": refunded += amount
        default: throw StorageError.corrupt("a movement that is a \(kind)")
        }
    }
}

import Identity
import Kernel
import Runtime

/// When something happens, and the identifiers of the pushes that it may give: drawn before the
/// transaction, because a transaction may run twice and must do the same both times.
///
/// No move of an order gives more than two pushes: its own, and one to a rider who gets a delivery.
struct Occasion: Sendable {
    let now: Moment
    let push: NotificationID
    let riderPush: NotificationID
}

extension Monolith {
    var now: Moment { Moment(unixMilliseconds: environment.unixMilliseconds) }

    func occasion() -> Occasion {
        Occasion(
            now: now, push: NotificationID(bits: identifiers.next()),
            riderPush: NotificationID(bits: identifiers.next()))
    }
}

// An order has one payment, one refund and one delivery at most. So these go by the order's own
// bits: asked twice, they are the same.
extension OrderID {
    var payment: PaymentID { PaymentID(bits: bits) }
    var refund: RefundID { RefundID(bits: bits) }
    var delivery: DeliveryID { DeliveryID(bits: bits) }
}

extension DeliveryID {
    var order: OrderID { OrderID(bits: bits) }
}

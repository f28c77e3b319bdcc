import CouponsRules
import DeliveryRules
import Kernel
import NotificationsRules
import OrdersRules
import PaymentsRules

/// All that is known of an order, in every context, and what is still to be done about it.
struct PlacedOrder {
    let id: OrderID
    let priced: PricedOrder
    let method: PaymentMethod
    let placedAt: Moment

    var order: Order
    var discount: Discount?
    var payment = PaymentState.requested
    var delivery: Delivery?
    var isReviewed = false
    var toDo: [Consequence]

    init(
        _ id: OrderID, _ order: Order, _ priced: PricedOrder, by method: PaymentMethod,
        at now: Moment
    ) {
        self.id = id
        self.order = order
        self.priced = priced
        self.method = method
        placedAt = now
        toDo = [order.firstConsequence]
    }

    var payable: Money { priced.payable(after: discount) }

    var deliveryID: DeliveryID { DeliveryID(bits: id.bits) }

    var sums: OrderSums {
        switch discount?.funder {
        case .platform:
            OrderSums(
                itemsTotal: priced.itemsTotal, deliveryFee: priced.deliveryFee,
                platformCoupon: discount?.amount ?? .zero)
        case .store, nil:
            OrderSums(
                itemsTotal: priced.itemsTotal, deliveryFee: priced.deliveryFee,
                storeCoupon: discount?.amount ?? .zero)
        }
    }

    /// What is told of the state that the order has just come to.
    var news: OrderNews.Event? {
        switch order.state {
        case .paid: .paid
        case .accepted: .accepted
        case .rejected: .rejected
        case .delivered: .delivered
        case .cancelled(let reason): CancelNews(rawValue: reason.rawValue).map { .cancelled($0) }
        case .pending, .ready, .pickedUp: nil
        }
    }
}

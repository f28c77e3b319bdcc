import Kernel
import OrdersRules
import PaymentsRules
import PublicAPI

extension OrderView {
    init(_ placed: PlacedOrder) {
        let record = placed.record
        let state = record.order.state
        self.init(
            id: record.id, storeID: record.store, memberID: record.order.customerID,
            state: State(state.name), reason: state.reason.map(CancelReason.init),
            isCancelRequested: state.isCancelRequested, lines: placed.lines.priced.map(Line.init),
            itemsTotal: record.itemsTotal, deliveryFee: record.deliveryFee,
            discount: record.discount?.amount ?? .zero, total: record.payable,
            payment: PaymentView(
                method: record.method == .wallet ? .wallet : .card,
                state: placed.payment.map { PaymentView.State($0.state) }),
            couponID: record.discount.flatMap { _ in record.order.couponID },
            deliveryID: state.hasDelivery ? record.id.delivery : nil, place: record.place,
            placedAt: record.id.madeAt, changedAt: record.changedAt)
    }
}

extension OrderState {
    /// From the moment that the store accepted it, whatever became of it.
    fileprivate var hasDelivery: Bool {
        switch self {
        case .pending, .paid, .rejected: false
        case .accepted, .ready, .pickedUp, .delivered: true
        case .cancelled(let reason): reason == .noRider || reason == .deliveryFailed
        }
    }
}

extension OrderView.Line {
    fileprivate init(_ line: PricedLine) {
        self.init(
            itemID: line.itemID, name: line.name, price: line.price, quantity: line.quantity)
    }
}

// The words of the rules in the words of the contract, one by one: neither knows the other.

extension OrderView.State {
    fileprivate init(_ name: OrderState.Name) {
        switch name {
        case .pending: self = .pending
        case .paid: self = .paid
        case .accepted: self = .accepted
        case .ready: self = .ready
        case .pickedUp: self = .pickedUp
        case .delivered: self = .delivered
        case .rejected: self = .rejected
        case .cancelled: self = .cancelled
        }
    }
}

extension OrderView.CancelReason {
    fileprivate init(_ reason: OrdersRules.CancelReason) {
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

extension PaymentView.State {
    fileprivate init(_ state: PaymentState) {
        switch state {
        case .requested: self = .requested
        case .captured: self = .captured
        case .declined: self = .declined
        case .unknown: self = .unknown
        case .voided: self = .voided
        case .refunded: self = .refunded
        }
    }
}

public import Kernel

/// An order as its life sees it: whose it is, and where it stands. Each move either happens, and
/// tells what it demands of the rest of the business, or is refused and changes nothing.
public struct Order: Hashable, Sendable {
    public let customerID: MemberID
    public let ownerID: MemberID
    public let couponID: CouponID?
    public private(set) var state: OrderState

    /// As it was stored.
    public init(
        customerID: MemberID, ownerID: MemberID, couponID: CouponID?, state: OrderState
    ) {
        self.customerID = customerID
        self.ownerID = ownerID
        self.couponID = couponID
        self.state = state
    }

    /// As a customer places it.
    public init(placedBy customerID: MemberID, atStoreOf ownerID: MemberID, with coupon: CouponID?)
    {
        self.init(
            customerID: customerID, ownerID: ownerID, couponID: coupon,
            state: .pending(isCancelRequested: false))
    }

    /// The coupon is decided first, because only then is it known how much there is to pay.
    public var firstConsequence: Consequence {
        couponID.map { .redeem($0) } ?? .takePayment
    }

    /// As coupon and payment decided it, whatever became of it since. Only of an order that was settled
    /// as it was placed: nobody could cancel it meanwhile.
    public var asSettled: Order {
        Order(customerID: customerID, ownerID: ownerID, couponID: couponID, state: state.asSettled)
    }

    public func isVisible(to member: MemberID) -> Bool {
        member == customerID || member == ownerID
    }
}

/// What a move of an order demands of other contexts. A monolith does it in the same transaction, a
/// saga as its next steps.
public enum Consequence: Hashable, Sendable {
    case redeem(CouponID)
    case takePayment
    case refundInFull
    case restore(CouponID)
    case findRider
    /// Store and rider earned their shares, and the customer is asked for a review.
    case payOut
}

// MARK: - What coupon and payment decide

extension Order {
    public mutating func couponRedeemed() throws(OrderRejection) -> [Consequence] {
        let undone = try settle(.pending(isCancelRequested: false), orUndo: restoredCoupon)
        return state.isSettled ? undone : [.takePayment]
    }

    public mutating func couponRefused() throws(OrderRejection) -> [Consequence] {
        try settle(.cancelled(.couponRejected), orUndo: [])
    }

    public mutating func paymentCaptured() throws(OrderRejection) -> [Consequence] {
        try settle(.paid, orUndo: [.refundInFull] + restoredCoupon)
    }

    public mutating func paymentDeclined() throws(OrderRejection) -> [Consequence] {
        try settle(.cancelled(.paymentDeclined), orUndo: restoredCoupon)
    }

    /// No charge stands, and none will: it was voided with the provider.
    public mutating func paymentVoided() throws(OrderRejection) -> [Consequence] {
        try settle(.cancelled(.paymentUnknown), orUndo: restoredCoupon)
    }

    /// A pending order goes to `next`, unless the customer asked for a cancel meanwhile. Answers what
    /// a cancelled order has to undo.
    private mutating func settle(
        _ next: OrderState, orUndo undoing: [Consequence]
    ) throws(OrderRejection) -> [Consequence] {
        switch state {
        case .pending(isCancelRequested: false): state = next
        case .pending(isCancelRequested: true): state = .cancelled(.byCustomer)
        case .paid, .accepted, .ready, .pickedUp, .delivered, .rejected, .cancelled:
            throw .invalidTransition(from: state.name, to: next.name)
        }
        return state.isStanding ? [] : undoing
    }

    private var restoredCoupon: [Consequence] {
        couponID.map { [.restore($0)] } ?? []
    }
}

// MARK: - What the customer does

extension Order {
    /// At once when paid; when pending, as soon as it is known what there is to undo. Asking twice
    /// is asking once.
    public mutating func cancel(by member: MemberID) throws(OrderRejection) -> [Consequence] {
        guard member == customerID else { throw .forbidden }
        switch state {
        case .pending:
            state = .pending(isCancelRequested: true)
            return []
        case .paid:
            state = .cancelled(.byCustomer)
            return [.refundInFull] + restoredCoupon
        case .accepted, .ready, .pickedUp, .delivered, .rejected, .cancelled:
            throw .invalidTransition(from: state.name, to: .cancelled)
        }
    }
}

// MARK: - What the store's owner does

extension Order {
    public mutating func accept(by member: MemberID) throws(OrderRejection) -> [Consequence] {
        guard member == ownerID else { throw .forbidden }
        switch state {
        case .paid: state = .accepted
        case .pending, .accepted, .ready, .pickedUp, .delivered, .rejected, .cancelled:
            throw .invalidTransition(from: state.name, to: .accepted)
        }
        return [.findRider]
    }

    public mutating func reject(by member: MemberID) throws(OrderRejection) -> [Consequence] {
        guard member == ownerID else { throw .forbidden }
        switch state {
        case .paid: state = .rejected
        case .pending, .accepted, .ready, .pickedUp, .delivered, .rejected, .cancelled:
            throw .invalidTransition(from: state.name, to: .rejected)
        }
        return [.refundInFull] + restoredCoupon
    }

    public mutating func markReady(by member: MemberID) throws(OrderRejection) {
        guard member == ownerID else { throw .forbidden }
        switch state {
        case .accepted: state = .ready
        case .pending, .paid, .ready, .pickedUp, .delivered, .rejected, .cancelled:
            throw .invalidTransition(from: state.name, to: .ready)
        }
    }
}

// MARK: - What its delivery tells

extension Order {
    public mutating func deliveryPickedUp() throws(OrderRejection) {
        switch state {
        case .ready: state = .pickedUp
        case .pending, .paid, .accepted, .pickedUp, .delivered, .rejected, .cancelled:
            throw .invalidTransition(from: state.name, to: .pickedUp)
        }
    }

    public mutating func deliveryCompleted() throws(OrderRejection) -> [Consequence] {
        switch state {
        case .pickedUp: state = .delivered
        case .pending, .paid, .accepted, .ready, .delivered, .rejected, .cancelled:
            throw .invalidTransition(from: state.name, to: .delivered)
        }
        return [.payOut]
    }

    /// `hadRider` tells a meal that nobody came for from one that was lost on its way.
    public mutating func deliveryFailed(
        hadRider: Bool
    ) throws(OrderRejection) -> [Consequence] {
        switch state {
        case .accepted, .ready, .pickedUp:
            state = .cancelled(hadRider ? .deliveryFailed : .noRider)
        case .pending, .paid, .delivered, .rejected, .cancelled:
            throw .invalidTransition(from: state.name, to: .cancelled)
        }
        return [.refundInFull] + restoredCoupon
    }
}

/// Where an order stands.
public enum OrderState: Hashable, Sendable {
    /// Its coupon and its payment are being decided. A cancel that the customer asks for meanwhile
    /// is recorded, and wins at the next step.
    case pending(isCancelRequested: Bool)
    case paid
    case accepted
    case ready
    case pickedUp
    case delivered
    /// The owner said no.
    case rejected
    case cancelled(CancelReason)
}

public enum CancelReason: String, CaseIterable, Sendable {
    case couponRejected = "coupon-rejected"
    case paymentDeclined = "payment-declined"
    /// The provider did not say in time what became of the charge, and was told to void it.
    case paymentUnknown = "payment-unknown"
    case byCustomer = "by-customer"
    case noRider = "no-rider"
    case deliveryFailed = "delivery-failed"
}

extension OrderState {
    /// Accepted or refused for good by coupon and payment: what a client that placed it waits for.
    public var isSettled: Bool {
        switch self {
        case .pending: false
        case .paid, .accepted, .ready, .pickedUp, .delivered, .rejected, .cancelled: true
        }
    }

    /// Nothing follows.
    public var isFinal: Bool {
        switch self {
        case .pending, .paid, .accepted, .ready, .pickedUp: false
        case .delivered, .rejected, .cancelled: true
        }
    }

    /// Neither rejected nor cancelled. While it stands, its coupon is spent.
    public var isStanding: Bool {
        switch self {
        case .pending, .paid, .accepted, .ready, .pickedUp, .delivered: true
        case .rejected, .cancelled: false
        }
    }

    /// See `Order.asSettled`.
    var asSettled: OrderState {
        switch self {
        case .pending: self
        case .paid, .accepted, .ready, .pickedUp, .delivered, .rejected: .paid
        case .cancelled(.couponRejected), .cancelled(.paymentDeclined), .cancelled(.paymentUnknown):
            self
        case .cancelled(.byCustomer), .cancelled(.noRider), .cancelled(.deliveryFailed): .paid
        }
    }

    /// What the customer paid is not to go back: an audit finds it captured and not refunded.
    public var keepsPayment: Bool { isStanding && isSettled }
}

// MARK: - As stores and contracts write it: a name, a reason, a flag

extension OrderState {
    public enum Name: String, CaseIterable, Sendable {
        case pending, paid, accepted, ready, pickedUp, delivered, rejected, cancelled
    }

    public var name: Name {
        switch self {
        case .pending: .pending
        case .paid: .paid
        case .accepted: .accepted
        case .ready: .ready
        case .pickedUp: .pickedUp
        case .delivered: .delivered
        case .rejected: .rejected
        case .cancelled: .cancelled
        }
    }

    public var reason: CancelReason? {
        switch self {
        case .cancelled(let reason): reason
        case .pending, .paid, .accepted, .ready, .pickedUp, .delivered, .rejected: nil
        }
    }

    public var isCancelRequested: Bool { self == .pending(isCancelRequested: true) }

    /// Nil for any three words that no state would write.
    public init?(name: String, reason: String?, isCancelRequested: Bool) {
        guard let name = Name(rawValue: name) else { return nil }
        switch name {
        case .pending: self = .pending(isCancelRequested: isCancelRequested)
        case .paid: self = .paid
        case .accepted: self = .accepted
        case .ready: self = .ready
        case .pickedUp: self = .pickedUp
        case .delivered: self = .delivered
        case .rejected: self = .rejected
        case .cancelled:
            guard let reason = reason.flatMap(CancelReason.init) else { return nil }
            self = .cancelled(reason)
        }
        guard self.reason?.rawValue == reason, self.isCancelRequested == isCancelRequested
        else { return nil }
    }
}

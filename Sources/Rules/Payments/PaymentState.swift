/// Where the payment of an order stands. The attempt is recorded before the provider hears of it, so
/// that nothing happens outside that nobody inside knows of.
public enum PaymentState: String, CaseIterable, Sendable {
    case requested
    case captured
    case declined
    /// The provider did not answer. It is asked until it does, or told to void the charge.
    case unknown
    case voided
    case refunded

    /// Whether it is not known yet what became of the charge.
    public var isOpen: Bool {
        switch self {
        case .requested, .unknown: true
        case .captured, .declined, .voided, .refunded: false
        }
    }

    /// Takes in what the provider said. Answers whether that is news: whoever called and whoever asks
    /// again may learn the same, and only the first may act on it.
    public mutating func follow(_ decision: ChargeDecision) throws(PaymentFault) -> Bool {
        switch (self, decision) {
        case (.requested, .pay), (.unknown, .pay): self = .captured
        case (.requested, .cancelDeclined), (.unknown, .cancelDeclined): self = .declined
        case (.requested, .cancelVoided), (.unknown, .cancelVoided): self = .voided
        case (.requested, .askAgain), (.requested, .void): self = .unknown
        case (.unknown, .askAgain), (.unknown, .void): return false
        // What is decided stays so: a late answer, or none, brings nothing new,
        case (.captured, .pay), (.captured, .askAgain), (.captured, .void): return false
        case (.refunded, .pay), (.refunded, .askAgain), (.refunded, .void): return false
        case (.declined, .cancelDeclined), (.declined, .cancelVoided): return false
        case (.declined, .askAgain), (.declined, .void): return false
        case (.voided, .cancelDeclined), (.voided, .cancelVoided): return false
        case (.voided, .askAgain), (.voided, .void): return false
        // and one that says the contrary is a fault of the provider.
        case (.captured, .cancelDeclined), (.captured, .cancelVoided),
            (.refunded, .cancelDeclined), (.refunded, .cancelVoided),
            (.declined, .pay), (.voided, .pay):
            throw .contradiction(self, decision)
        }
        return true
    }

    /// In full, once it is done and not only wanted. Answers whether that is news.
    public mutating func refund() throws(PaymentFault) -> Bool {
        switch self {
        case .captured: self = .refunded
        case .refunded: return false
        case .requested, .declined, .unknown, .voided: throw .nothingToRefund(self)
        }
        return true
    }
}

/// What cannot be, unless the provider or a store is broken.
public enum PaymentFault: Error, Hashable, Sendable {
    case contradiction(PaymentState, ChargeDecision)
    case nothingToRefund(PaymentState)
}

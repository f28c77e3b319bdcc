public import Kernel

/// An order's money, as the payments, the ledger and the provider have it, each on its own.
public struct PaymentFacts: Equatable, Sendable {
    public var method: Method
    /// What the payments and refunds that were answered say.
    public var recorded: Flow
    /// What the provider was asked for and has not answered: it may have happened or not. Nil when
    /// nothing is open.
    public var unanswered: Flow?
    /// What the ledger's entries say.
    public var ledger: Flow
    /// What the ledger holds for the order until it is delivered or refunded.
    public var ledgerHeld: Money
    /// What the provider's statement says under the keys of this order; a voided charge is none.
    public var provider: Flow

    public init(
        method: Method, recorded: Flow = Flow(), unanswered: Flow? = nil, ledger: Flow = Flow(),
        ledgerHeld: Money = .zero, provider: Flow = Flow()
    ) {
        self.method = method
        self.recorded = recorded
        self.unanswered = unanswered
        self.ledger = ledger
        self.ledgerHeld = ledgerHeld
        self.provider = provider
    }

    public enum Method: Sendable { case wallet, card }

    public struct Flow: Equatable, Sendable {
        public var captured: Money
        public var refunded: Money

        public init(captured: Money = .zero, refunded: Money = .zero) {
            self.captured = captured
            self.refunded = refunded
        }
    }
}

extension PaymentFacts {
    /// What is wrong among the three books, whatever the order's state is.
    var disagreement: String? {
        if let fault = disagreement(of: ledger, called: "ledger", from: recorded) { return fault }
        let charged = method == .card ? recorded : Flow()
        return disagreement(of: provider, called: "provider", from: charged)
    }

    /// What was asked and not answered may stand in the other book already.
    private func disagreement(
        of book: Flow, called name: String, from recorded: Flow
    ) -> String? {
        func fault(_ what: String, _ amount: (Flow) -> Money) -> String? {
            let known = amount(recorded)
            let most = known + (unanswered.map(amount) ?? .zero)
            if amount(book) >= known, amount(book) <= most { return nil }
            return "the \(name) has \(amount(book)) \(what), the payments have \(known)"
        }
        return fault("captured", \.captured) ?? fault("refunded", \.refunded)
    }
}

import EventLoop
import HTTP
import Kernel
import OrdersRules
import PaymentsRules
import ProviderAPI
import ProviderDoor
import Storage

extension Monolith {
    /// Charges the card of an order whose attempt is on record. When the provider does not answer in
    /// time the order stays pending, and the reconciler goes on asking.
    func charge(_ placed: PlacedOrder, for request: Request) async throws {
        guard let payment = placed.payment, let card = payment.method.card else {
            preconditionFailure("\(placed.record.id) is not to be paid by card")
        }
        let content = ChargeContent(
            amount: payment.amount, card: card, reference: placed.record.id.description)
        let outcome = try await payments.charge(
            placed.record.id.payment, content, for: request)
        try await settle(placed.record.id, by: ProviderAnswer(outcome))
    }

    /// The second transaction of a card order: pays it, or cancels it and gives the coupon back.
    ///
    /// Whoever called and whoever asked again may learn the same; only the first changes anything.
    @discardableResult
    func settle(_ order: OrderID, by answer: ProviderAnswer) async throws -> ChargeDecision {
        let occasion = self.occasion()
        let decision = answer.decision(
            at: occasion.now, chargedAt: order.madeAt, within: policy.reconcileLimit)
        try await database.write { transaction in
            try Payments.settle(order, by: decision, on: occasion, in: transaction)
        }
        bells.payments.ring()
        bells.pushes.ring()
        bells.refunds.ring()
        return decision
    }
}

extension Payments {
    static func settle(
        _ order: OrderID, by decision: ChargeDecision, on occasion: Occasion,
        in transaction: Transaction
    ) throws {
        guard var payment = try PaymentRecord.find(order, in: transaction) else {
            throw StorageError.corrupt("the charge of \(order) is on no record")
        }
        let isNews = try payment.state.follow(decision)
        payment.attempts += 1
        payment.askAt = payment.state.isOpen ? occasion.now.after(payment.attempts) : nil
        try payment.keep(at: occasion.now, in: transaction)
        guard isNews, !payment.state.isOpen else { return }
        if payment.state == .captured {
            guard let record = try OrderRecord.find(order, in: transaction) else { return }
            try postCapture(
                payment, of: record.order.customerID, at: occasion.now, in: transaction)
        }
        try Orders.move(order, on: occasion, in: transaction) { order in
            try move(&order, by: decision)
        }
    }

    private static func move(
        _ order: inout Order, by decision: ChargeDecision
    ) throws(OrderRejection) -> [Consequence] {
        switch decision {
        case .pay: try order.paymentCaptured()
        case .cancelDeclined: try order.paymentDeclined()
        case .cancelVoided: try order.paymentVoided()
        case .askAgain, .void: []
        }
    }
}

extension Moment {
    /// When to try once more what has failed so many times: soon at first, then every ten seconds.
    func after(_ attempts: Int) -> Moment {
        advanced(byMilliseconds: min(10_000, 250 << Int64(min(attempts, 6))))
    }
}

// What the provider's door says, in the words of the rules.

extension PaymentsRules.ProviderAnswer {
    init(_ outcome: ChargeOutcome) {
        switch outcome {
        case .captured: self = .captured
        case .declined: self = .declined
        case .voided: self = .voided
        case .noAnswer: self = .nothing
        }
    }

    init(_ standing: ChargeStanding) {
        switch standing {
        case .captured: self = .captured
        case .declined: self = .declined
        case .voided: self = .voided
        case .neverSeen: self = .neverSeen
        case .noAnswer: self = .nothing
        }
    }

    init(_ outcome: VoidOutcome) {
        switch outcome {
        case .voided: self = .voided
        // Only what was captured can be refunded.
        case .partlyRefunded: self = .captured
        case .noAnswer: self = .nothing
        }
    }
}

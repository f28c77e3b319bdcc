public import EventLoop
public import HTTP
public import Kernel
public import ProviderAPI
public import Runtime

/// The payment provider, as every phase calls it.
///
/// Each call ends within three seconds, and having no answer is one of its outcomes: its caller has
/// to say what then. `caller` is the request on whose behalf it is made, if there is one.
public struct PaymentProvider: Sendable {
    private let line: ProviderLine

    public init(at address: Address, in environment: Environment) {
        line = ProviderLine("payment-provider", at: address, in: environment)
    }

    /// Takes money, once however often it is sent: the payment's identifier is the key. Record that
    /// it is about to be sent before sending it.
    public func charge(
        _ payment: PaymentID, _ content: ChargeContent, for caller: Request? = nil
    ) async throws(ProviderFault) -> ChargeOutcome {
        let answer = await line.call(
            .post, ProviderPath.charges, key: ProviderKey(payment), sending: content, for: caller,
            expecting: Charge.self)
        switch answer {
        case .content(let charge): return ChargeOutcome(charge.state)
        case .rejection(.chargeVoided): return .voided
        case .rejection(let rejection): throw .refused(rejection)
        case .none(let reason): return .noAnswer(reason)
        }
    }

    /// What became of a charge that had no answer.
    public func ask(
        _ payment: PaymentID, for caller: Request? = nil
    ) async throws(ProviderFault) -> ChargeStanding {
        let answer = await line.call(
            .get, ProviderPath.charge(ProviderKey(payment).text), for: caller,
            expecting: Charge.self)
        switch answer {
        case .content(let charge): return ChargeStanding(charge)
        case .rejection(.chargeUnknown): return .neverSeen
        case .rejection(let rejection): throw .refused(rejection)
        case .none(let reason): return .noAnswer(reason)
        }
    }

    /// Takes a charge back, and forbids it if it is still on its way.
    public func void(
        _ payment: PaymentID, for caller: Request? = nil
    ) async throws(ProviderFault) -> VoidOutcome {
        let answer = await line.call(
            .post, ProviderPath.void(of: ProviderKey(payment).text), for: caller,
            expecting: Charge.self)
        switch answer {
        case .content: return .voided
        case .rejection(.chargeRefunded): return .partlyRefunded
        case .rejection(let rejection): throw .refused(rejection)
        case .none(let reason): return .noAnswer(reason)
        }
    }

    /// Gives money back, once however often it is sent: the refund's identifier is the key.
    public func refund(
        _ refund: RefundID, of payment: PaymentID, _ amount: Money, for caller: Request? = nil
    ) async throws(ProviderFault) -> RefundOutcome {
        let answer = await line.call(
            .post, ProviderPath.refunds(of: ProviderKey(payment).text), key: ProviderKey(refund),
            sending: RefundContent(amount: amount), for: caller, expecting: Refund.self)
        switch answer {
        case .content: return .refunded
        case .rejection(let rejection):
            guard let refusal = RefundRefusal(rejection) else { throw .refused(rejection) }
            return .refused(refusal)
        case .none(let reason): return .noAnswer(reason)
        }
    }

    /// A page of the provider's own books, to judge ours by.
    public func statement(
        after position: Int, limit: Int = ProviderPageLimit.most, for caller: Request? = nil
    ) async throws(ProviderFault) -> ProviderPage<Movement> {
        try await line.page(of: ProviderPath.statement, after: position, limit, for: caller)
    }
}

public import EventLoop
public import HTTP
import JSON
public import ProviderAPI
public import Runtime

/// Whether messages were delivered.
public enum PushOutcome: Equatable, Sendable {
    case delivered
    /// Send them again: the provider delivers each once.
    case noAnswer(NoAnswer)
}

/// The push provider, as every phase calls it, with the same limits as the payment provider.
public struct PushProvider: Sendable {
    private let line: ProviderLine

    public init(at address: Address, in environment: Environment) {
        line = ProviderLine("push-provider", at: address, in: environment)
    }

    public func push(
        _ batch: PushBatch, for caller: Request? = nil
    ) async throws(ProviderFault) -> PushOutcome {
        let answer = await line.call(
            .post, ProviderPath.pushes, sending: batch, for: caller, expecting: JSON.self)
        switch answer {
        case .content: return .delivered
        case .rejection(let rejection): throw .refused(rejection)
        case .none(let reason): return .noAnswer(reason)
        }
    }

    /// A page of what was delivered, to judge by: of all, or of one kind.
    public func log(
        of kind: String? = nil, after position: Int, limit: Int = ProviderPageLimit.most,
        for caller: Request? = nil
    ) async throws(ProviderFault) -> ProviderPage<DeliveredPush> {
        try await line.page(
            of: ProviderPath.pushes, after: position, limit, kind: kind, for: caller)
    }
}

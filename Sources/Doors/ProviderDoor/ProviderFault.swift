public import ProviderAPI

/// What should not be: a call that has no outcome of its own for it failed.
public enum ProviderFault: Error, Equatable, Sendable {
    case noAnswer(NoAnswer)
    /// For a reason that this call, made as it should be, never meets.
    case refused(ProviderRejection)
}

extension ProviderFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noAnswer(let reason): "the provider gave no answer: \(reason.rawValue)"
        case .refused(let rejection): "the provider refused the call: \(rejection.rawValue)"
        }
    }
}

/// What became of a charge. Money moved only where it is captured; a void moves it back.
public enum ChargeState: Hashable, Sendable {
    case captured
    case declined(DeclineReason)
    case voided
}

public enum DeclineReason: String, CaseIterable, Sendable {
    case cardDeclined = "card-declined"
    case insufficientFunds = "insufficient-funds"
    case cardUnknown = "card-unknown"
}

/// As two words, which is how contracts and tables keep it.
extension ChargeState {
    public var name: String {
        switch self {
        case .captured: "captured"
        case .declined: "declined"
        case .voided: "voided"
        }
    }

    public var reason: DeclineReason? {
        switch self {
        case .declined(let reason): reason
        case .captured, .voided: nil
        }
    }

    /// Nil for words that mean no state.
    public init?(name: String, reason: String?) {
        switch (name, reason.flatMap(DeclineReason.init(rawValue:))) {
        case ("captured", nil): self = .captured
        case ("voided", nil): self = .voided
        case ("declined", let reason?): self = .declined(reason)
        default: return nil
        }
    }
}

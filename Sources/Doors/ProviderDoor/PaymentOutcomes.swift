public import Kernel
public import ProviderAPI

/// What became of a charge that was sent.
public enum ChargeOutcome: Equatable, Sendable {
    case captured
    case declined(DeclineReason)
    /// The key had been voided before: nothing was taken, nothing will be.
    case voided
    case noAnswer(NoAnswer)
}

/// What the provider knows of a charge.
public enum ChargeStanding: Equatable, Sendable {
    case captured(refunded: Money)
    case declined(DeclineReason)
    case voided
    /// For now: it may still be on its way. Void it, to be sure.
    case neverSeen
    case noAnswer(NoAnswer)
}

/// Whether a charge is taken back.
public enum VoidOutcome: Equatable, Sendable {
    /// No money is taken, and none ever will be under this key; whether it had been captured, had
    /// been declined, or has never come.
    case voided
    /// A part was given back already: refund the rest.
    case partlyRefunded
    case noAnswer(NoAnswer)
}

/// Whether money was given back.
public enum RefundOutcome: Equatable, Sendable {
    case refunded
    case refused(RefundRefusal)
    case noAnswer(NoAnswer)
}

public enum RefundRefusal: Equatable, Sendable {
    /// No money was taken.
    case nothingCaptured
    case moreThanCaptured
}

// MARK: - From what the provider says

extension ChargeOutcome {
    init(_ state: ChargeState) {
        self =
            switch state {
            case .captured: .captured
            case .declined(let reason): .declined(reason)
            case .voided: .voided
            }
    }
}

extension ChargeStanding {
    init(_ charge: Charge) {
        self =
            switch charge.state {
            case .captured: .captured(refunded: charge.refunded)
            case .declined(let reason): .declined(reason)
            case .voided: .voided
            }
    }
}

extension RefundRefusal {
    init?(_ rejection: ProviderRejection) {
        switch rejection {
        case .chargeUnknown, .chargeNotCaptured: self = .nothingCaptured
        case .refundExceedsCharge: self = .moreThanCaptured
        case .keyMissing, .malformedRequest, .keyReused, .chargeVoided, .chargeRefunded: return nil
        }
    }
}

public import Kernel

/// What the provider said of a charge, to whoever charged, asked or voided.
public enum ProviderAnswer: CaseIterable, Hashable, Sendable {
    case captured
    case declined
    /// Taken back, or never made and never to be: a charge with its key is refused from now on.
    case voided
    /// It has not seen the key. The charge was lost, or is on its way still.
    case neverSeen
    /// Nothing within the deadline, or nothing that says what became of it.
    case nothing
}

/// What to do about it.
public enum ChargeDecision: CaseIterable, Hashable, Sendable {
    case pay
    case cancelDeclined
    case cancelVoided
    /// After a while; the order stays pending.
    case askAgain
    /// Tell the provider that there is to be no such charge, and do so until it confirms.
    case void
}

extension ProviderAnswer {
    /// A customer does not wait for ever: past the limit, a charge that nobody knows of is voided
    /// rather than asked after. It is never simply given up, as it may have happened.
    public func decision(
        at now: Moment, chargedAt: Moment, within limit: ReconcileLimit
    ) -> ChargeDecision {
        switch self {
        case .captured: .pay
        case .declined: .cancelDeclined
        case .voided: .cancelVoided
        case .neverSeen, .nothing: now < limit.deadline(for: chargedAt) ? .askAgain : .void
        }
    }
}

/// How long the provider is asked what became of a charge.
public struct ReconcileLimit: Hashable, Sendable {
    public static let waitsMilliseconds: ClosedRange<Int64> = 1...86_400_000
    public static let standard = ReconcileLimit(waitMilliseconds: 60_000)

    public let waitMilliseconds: Int64

    public init(waitMilliseconds: Int64) {
        precondition(
            Self.waitsMilliseconds.contains(waitMilliseconds), "a wait of \(waitMilliseconds) ms")
        self.waitMilliseconds = waitMilliseconds
    }

    public func deadline(for chargedAt: Moment) -> Moment {
        chargedAt.advanced(byMilliseconds: waitMilliseconds)
    }
}

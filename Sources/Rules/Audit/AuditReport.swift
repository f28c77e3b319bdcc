public import Kernel

/// The kinds of facts.
public enum Judged: String, CaseIterable, Sendable {
    case orders, entries, wallets, campaigns, copies
    case unknownCharges = "unknown charges"
    case strayCoupons = "stray coupons"
}

/// What the judge found: counts of everything, and the first of each kind by name.
public struct AuditReport: Equatable, Sendable {
    /// The counts are whole; nobody reads more names than this.
    public static let mostListed = 100

    public let judgedAt: Moment
    /// A judge who heard nothing finds nothing.
    public internal(set) var judgedCounts: [Judged: Int] = [:]
    public internal(set) var violationCounts: [Invariant: Int] = [:]
    public internal(set) var violations: [Violation] = []
    public internal(set) var inFlightCount = 0
    public internal(set) var inFlight: [Unfinished] = []
    public internal(set) var waitingCounts: [Awaited: Int] = [:]
    public internal(set) var waiting: [Waiting] = []

    init(judgedAt: Moment) {
        self.judgedAt = judgedAt
    }

    public struct Violation: Equatable, Sendable {
        public let invariant: Invariant
        public let subject: String
        public let finding: String
    }

    /// Changed too recently to be judged.
    public struct Unfinished: Equatable, Sendable {
        public let subject: String
        public let ageMilliseconds: Int64
    }

    public struct Waiting: Equatable, Sendable {
        public let subject: String
        public let awaited: Awaited
        public let ageMilliseconds: Int64
    }

    public var violationCount: Int { violationCounts.values.reduce(0, +) }

    /// Every invariant holds, as far as could be judged.
    public var isClean: Bool { violationCount == 0 }

    /// Nothing was left unjudged: what must be so, besides, after a drill.
    public var isAtRest: Bool { inFlightCount == 0 }
}

extension AuditReport {
    mutating func count(_ kind: Judged) {
        judgedCounts[kind, default: 0] += 1
    }

    mutating func add(
        _ invariant: Invariant, _ subject: @autoclosure () -> String, _ fault: String?
    ) {
        guard let fault else { return }
        violationCounts[invariant, default: 0] += 1
        guard violations.count < Self.mostListed else { return }
        violations.append(
            Violation(invariant: invariant, subject: subject(), finding: fault))
    }

    mutating func addInFlight(_ subject: @autoclosure () -> String, ageMilliseconds: Int64) {
        inFlightCount += 1
        guard inFlight.count < Self.mostListed else { return }
        inFlight.append(Unfinished(subject: subject(), ageMilliseconds: ageMilliseconds))
    }

    mutating func addWaiting(
        _ subject: @autoclosure () -> String, for awaited: Awaited, ageMilliseconds: Int64
    ) {
        waitingCounts[awaited, default: 0] += 1
        guard waiting.count < Self.mostListed else { return }
        waiting.append(
            Waiting(subject: subject(), awaited: awaited, ageMilliseconds: ageMilliseconds))
    }
}

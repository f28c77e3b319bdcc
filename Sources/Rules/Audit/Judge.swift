public import Kernel

/// Judges the invariants from facts that others give: one order, one wallet, one row after the other,
/// in any order, in the memory of its report, however many there are.
///
/// An order whose legs stand in several stores may be caught between two of them, so what changed a
/// moment ago is not judged, but listed with its age. The judge's moment is the one before the first
/// fact was read: then whatever moves while the facts are gathered is young as well.
public struct Judge {
    public static let inFlightMilliseconds: Int64 = 2_000

    private let now: Moment
    public private(set) var report: AuditReport

    public init(at now: Moment) {
        self.now = now
        report = AuditReport(judgedAt: now)
    }

    public mutating func hear(_ order: OrderFacts) {
        report.count(.orders)
        let age = max(0, now.milliseconds(since: order.changedAt))
        guard age >= Self.inFlightMilliseconds else {
            report.addInFlight(order.id.description, ageMilliseconds: age)
            return
        }
        add(.money, order, order.moneyFault)
        add(.coupons, order, order.couponFault)
        add(.reviews, order, order.reviewFault)
        add(.settlement, order, order.settlementFault)
        switch order.progress(at: now, graceMilliseconds: Self.inFlightMilliseconds) {
        case .settled: break
        case .waits(let awaited):
            report.addWaiting(order.id.description, for: awaited, ageMilliseconds: age)
        case .stuck(let sentence): add(.progress, order, "\(sentence), for \(age) ms")
        }
    }

    private mutating func add(_ invariant: Invariant, _ order: OrderFacts, _ fault: String?) {
        report.add(invariant, order.id.description, fault)
    }

    public mutating func hear(_ copy: CopyFacts) {
        report.count(.copies)
        let age = max(0, now.milliseconds(since: copy.changedAt))
        guard age >= Self.inFlightMilliseconds else {
            // A copy that agrees already is no news; one that does not may do so in a moment.
            if copy.fault != nil { report.addInFlight(copy.subject, ageMilliseconds: age) }
            return
        }
        report.add(copy.invariant, copy.subject, copy.fault)
    }

    public mutating func hear<Facts: LoneFacts>(_ facts: Facts) {
        report.count(Facts.kind)
        report.add(Facts.invariant, facts.subject, facts.fault)
    }
}

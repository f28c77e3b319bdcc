import AuditRules
import PublicAPI

extension AuditView {
    init(_ report: AuditReport) {
        self.init(
            judgedAt: report.judgedAt,
            judged: Judged.allCases.map { kind in
                Count(of: kind.rawValue, count: report.judgedCounts[kind] ?? 0)
            },
            violationCount: report.violationCount,
            violations: report.violations.map { violation in
                Violation(
                    invariant: violation.invariant.rawValue, subject: violation.subject,
                    finding: violation.finding)
            },
            inFlightCount: report.inFlightCount,
            inFlight: report.inFlight.map { unfinished in
                InFlight(
                    subject: unfinished.subject,
                    ageMilliseconds: Int(unfinished.ageMilliseconds))
            },
            waitingCount: report.waitingCounts.values.reduce(0, +),
            waiting: report.waiting.map { waiting in
                Waiting(
                    subject: waiting.subject, awaits: Waiting.Awaited(waiting.awaited),
                    ageMilliseconds: Int(waiting.ageMilliseconds))
            })
    }
}

extension AuditView.Waiting.Awaited {
    fileprivate init(_ awaited: AuditRules.Awaited) {
        switch awaited {
        case .owner: self = .owner
        case .rider: self = .rider
        case .provider: self = .provider
        }
    }
}

import AuditRules
import PublicAPI

extension AuditView {
    init(_ report: AuditReport) {
        self.init(
            judgedAt: report.judgedAt,
            judged: [
                Count(of: "orders", count: report.orderCount),
                Count(of: "others", count: report.otherCount),
            ],
            violationCount: report.violationCount,
            violations: report.violations.map { violation in
                Violation(
                    invariant: violation.invariant.rawValue, subject: violation.subject,
                    finding: violation.sentence)
            },
            inFlightCount: report.inFlightCount,
            inFlight: report.inFlight.map { unfinished in
                InFlight(
                    subject: unfinished.subject, waitsFor: "a moment",
                    ageMilliseconds: Int(unfinished.ageMilliseconds))
            })
    }
}

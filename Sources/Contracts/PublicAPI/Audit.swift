public import JSON
public import Kernel
import Wire

extension PublicAPI {
    public static let audit = Endpoint<NoID, NoQuery, Nothing, AuditView>(
        "audit", "Judge all invariants from the facts that the contexts give.", .get, "/v1/audit",
        by: .only(.operator, .everyone))
}

/// What the judge found. Clean is: no violation, and nothing in flight for long.
public struct AuditView: Described {
    public let judgedAt: Moment
    /// How many of each were judged: a judge who saw nothing finds nothing.
    public let judged: [Count]
    /// Of all; the list has the first of them.
    public let violationCount: Int
    public let violations: [Violation]
    public let inFlightCount: Int
    public let inFlight: [InFlight]
    /// Lawfully, for a person or for a provider.
    public let waitingCount: Int
    public let waiting: [Waiting]

    /// No list here is longer.
    public static let mostListed = 100

    public init(
        judgedAt: Moment, judged: [Count], violationCount: Int, violations: [Violation],
        inFlightCount: Int, inFlight: [InFlight], waitingCount: Int, waiting: [Waiting]
    ) {
        self.judgedAt = judgedAt
        self.judged = judged
        self.violationCount = violationCount
        self.violations = violations
        self.inFlightCount = inFlightCount
        self.inFlight = inFlight
        self.waitingCount = waitingCount
        self.waiting = waiting
    }

    public init(_ json: JSON) throws(JSONError) {
        judgedAt = try json["judgedAt"].read()
        judged = try json["judged"].read()
        violationCount = try json["violationCount"].read()
        violations = try json["violations"].read()
        inFlightCount = try json["inFlightCount"].read()
        inFlight = try json["inFlight"].read()
        waitingCount = try json["waitingCount"].read()
        waiting = try json["waiting"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("judgedAt", judgedAt)
            $0.field("judged", judged)
            $0.field("violationCount", violationCount)
            $0.field("violations", violations)
            $0.field("inFlightCount", inFlightCount)
            $0.field("inFlight", inFlight)
            $0.field("waitingCount", waitingCount)
            $0.field("waiting", waiting)
        }
    }

    public static let schema = JSONSchema.object(
        "Audit",
        required: [
            "judgedAt": .moment, "judged": .list(Count.schema, 0...50), "violationCount": .count,
            "violations": .list(Violation.schema, 0...mostListed), "inFlightCount": .count,
            "inFlight": .list(InFlight.schema, 0...mostListed), "waitingCount": .count,
            "waiting": .list(Waiting.schema, 0...mostListed),
        ])
    public static let examples = [
        AuditView(
            judgedAt: .example, judged: Count.examples, violationCount: 1,
            violations: Violation.examples, inFlightCount: 1, inFlight: InFlight.examples,
            waitingCount: 1, waiting: Waiting.examples)
    ]
}

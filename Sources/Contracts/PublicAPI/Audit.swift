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

    /// No list here is longer.
    public static let mostListed = 1_000

    public init(
        judgedAt: Moment, judged: [Count], violationCount: Int, violations: [Violation],
        inFlightCount: Int, inFlight: [InFlight]
    ) {
        self.judgedAt = judgedAt
        self.judged = judged
        self.violationCount = violationCount
        self.violations = violations
        self.inFlightCount = inFlightCount
        self.inFlight = inFlight
    }

    public init(_ json: JSON) throws(JSONError) {
        judgedAt = try json["judgedAt"].read()
        judged = try json["judged"].read()
        violationCount = try json["violationCount"].read()
        violations = try json["violations"].read()
        inFlightCount = try json["inFlightCount"].read()
        inFlight = try json["inFlight"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("judgedAt", judgedAt)
            $0.field("judged", judged)
            $0.field("violationCount", violationCount)
            $0.field("violations", violations)
            $0.field("inFlightCount", inFlightCount)
            $0.field("inFlight", inFlight)
        }
    }

    public static let schema = Schema.object(
        "Audit",
        required: [
            "judgedAt": .moment, "judged": .list(Count.schema, 0...50), "violationCount": .count,
            "violations": .list(Violation.schema, 0...mostListed), "inFlightCount": .count,
            "inFlight": .list(InFlight.schema, 0...mostListed),
        ])
    public static let examples = [
        AuditView(
            judgedAt: .example, judged: Count.examples, violationCount: 1,
            violations: Violation.examples, inFlightCount: 1, inFlight: InFlight.examples)
    ]
}

/// What stands in an audit is an order, a campaign, a store: identifiers of many kinds, as texts.
private let subjects = TextLimits.line(1...90)
private let sentences = TextLimits.line(1...500)

extension AuditView {
    public struct Count: Described {
        public let of: String
        public let count: Int

        public init(of: String, count: Int) {
            self.of = of
            self.count = count
        }

        public init(_ json: JSON) throws(JSONError) {
            of = try json["of"].read()
            count = try json["count"].read()
        }

        public func write(to json: consuming JSONWriter) {
            json.object {
                $0.field("of", of)
                $0.field("count", count)
            }
        }

        public static let schema = Schema.object(
            "AuditCount", required: ["of": .text(subjects), "count": .count])
        public static let examples = [Count(of: "orders", count: 100_000)]
    }

    public struct Violation: Described {
        /// By the numbers of the list in the documents.
        public let invariant: Int
        public let subject: String
        public let finding: String

        public init(invariant: Int, subject: String, finding: String) {
            self.invariant = invariant
            self.subject = subject
            self.finding = finding
        }

        public init(_ json: JSON) throws(JSONError) {
            invariant = try json["invariant"].read()
            subject = try json["subject"].read()
            finding = try json["finding"].read()
        }

        public func write(to json: consuming JSONWriter) {
            json.object {
                $0.field("invariant", invariant)
                $0.field("subject", subject)
                $0.field("finding", finding)
            }
        }

        public static let schema = Schema.object(
            "AuditViolation",
            required: [
                "invariant": .whole(1...6), "subject": .text(subjects),
                "finding": .text(sentences),
            ])
        public static let examples = [
            Violation(
                invariant: 4, subject: OrderID.example.description,
                finding: "It was delivered, and no review was asked for.")
        ]
    }

    public struct InFlight: Described {
        public let subject: String
        public let waitsFor: String
        public let ageMilliseconds: Int

        public init(subject: String, waitsFor: String, ageMilliseconds: Int) {
            self.subject = subject
            self.waitsFor = waitsFor
            self.ageMilliseconds = ageMilliseconds
        }

        public init(_ json: JSON) throws(JSONError) {
            subject = try json["subject"].read()
            waitsFor = try json["waitsFor"].read()
            ageMilliseconds = try json["ageMilliseconds"].read()
        }

        public func write(to json: consuming JSONWriter) {
            json.object {
                $0.field("subject", subject)
                $0.field("waitsFor", waitsFor)
                $0.field("ageMilliseconds", ageMilliseconds)
            }
        }

        public static let schema = Schema.object(
            "AuditInFlight",
            required: [
                "subject": .text(subjects), "waitsFor": .text(sentences),
                "ageMilliseconds": .count,
            ])
        public static let examples = [
            InFlight(
                subject: OrderID.example.description, waitsFor: "the payment provider",
                ageMilliseconds: 1_250)
        ]
    }
}

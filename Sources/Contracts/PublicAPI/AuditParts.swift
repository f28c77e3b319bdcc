public import JSON
import Kernel

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

        public static let schema = JSONSchema.object(
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

        public static let schema = JSONSchema.object(
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

    /// Changed too recently to be judged.
    public struct InFlight: Described {
        public let subject: String
        public let ageMilliseconds: Int

        public init(subject: String, ageMilliseconds: Int) {
            self.subject = subject
            self.ageMilliseconds = ageMilliseconds
        }

        public init(_ json: JSON) throws(JSONError) {
            subject = try json["subject"].read()
            ageMilliseconds = try json["ageMilliseconds"].read()
        }

        public func write(to json: consuming JSONWriter) {
            json.object {
                $0.field("subject", subject)
                $0.field("ageMilliseconds", ageMilliseconds)
            }
        }

        public static let schema = JSONSchema.object(
            "AuditInFlight", required: ["subject": .text(subjects), "ageMilliseconds": .count])
        public static let examples = [
            InFlight(subject: OrderID.example.description, ageMilliseconds: 1_250)
        ]
    }

    public struct Waiting: Described {
        public enum Awaited: String, CaseIterable, JSONReadable, JSONWritable, Sendable {
            case owner, rider
            /// Of payments or of pushes.
            case provider
        }

        public let subject: String
        public let awaits: Awaited
        public let ageMilliseconds: Int

        public init(subject: String, awaits: Awaited, ageMilliseconds: Int) {
            self.subject = subject
            self.awaits = awaits
            self.ageMilliseconds = ageMilliseconds
        }

        public init(_ json: JSON) throws(JSONError) {
            subject = try json["subject"].read()
            awaits = try json["awaits"].read()
            ageMilliseconds = try json["ageMilliseconds"].read()
        }

        public func write(to json: consuming JSONWriter) {
            json.object {
                $0.field("subject", subject)
                $0.field("awaits", awaits)
                $0.field("ageMilliseconds", ageMilliseconds)
            }
        }

        public static let schema = JSONSchema.object(
            "AuditWaiting",
            required: [
                "subject": .text(subjects), "awaits": .oneOf(Awaited.self),
                "ageMilliseconds": .count,
            ])
        public static let examples = [
            Waiting(
                subject: OrderID.example.description, awaits: .owner, ageMilliseconds: 61_000)
        ]
    }
}

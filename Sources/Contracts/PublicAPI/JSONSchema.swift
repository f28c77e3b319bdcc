import Kernel

/// What a value of the contract looks like, as JSON JSONSchema 2020-12 says it in the document.
public indirect enum JSONSchema: Sendable {
    case nothing
    case flag
    /// That flag, and not the other: it tells variants apart.
    case always(Bool)
    case whole(ClosedRange<Int64>)
    case number(ClosedRange<Double>)
    case text(TextLimits)
    /// Whatever one likes to write: it is never refused for how it looks.
    case anyText
    case identifier(prefix: String)
    case moment
    case day
    /// `x,y` in a query.
    case coordinates
    case oneOf([String])
    case list(JSONSchema, ClosedRange<Int>)
    case object(ObjectSchema)
    /// Exactly one of them: told apart by a property that is a constant in each.
    case variants(name: String, [JSONSchema])

    static func object(
        _ name: String, required: KeyValuePairs<String, JSONSchema>,
        optional: KeyValuePairs<String, JSONSchema> = [:]
    ) -> JSONSchema {
        let properties =
            required.map { ObjectSchema.Property(name: $0, schema: $1, isRequired: true) }
            + optional.map { ObjectSchema.Property(name: $0, schema: $1, isRequired: false) }
        return .object(ObjectSchema(name: name, properties: properties))
    }

    static func identifier<Tag>(_ kind: TypeID<Tag>.Type) -> JSONSchema {
        .identifier(prefix: "\(Tag.prefix)")
    }

    static func oneOf<Value>(_ values: Value.Type) -> JSONSchema
    where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        .oneOf(values.allCases.map(\.rawValue))
    }

    static func whole(_ range: ClosedRange<Int>) -> JSONSchema {
        .whole(Int64(range.lowerBound)...Int64(range.upperBound))
    }

    static func won(_ range: ClosedRange<Money>) -> JSONSchema {
        .whole(range.lowerBound.won...range.upperBound.won)
    }

    /// An amount in an answer: what sums up may be more than one request can move.
    static let won = JSONSchema.whole(0...Int64(1) << 53)
    /// One that may be below zero.
    static let balance = JSONSchema.whole(-(Int64(1) << 53)...Int64(1) << 53)
    static let count = JSONSchema.whole(0...Int64(1) << 53)

    /// Under which the document keeps it, once, for all who refer to it.
    public var name: String? {
        switch self {
        case .object(let object): object.name
        case .variants(let name, _): name
        case .nothing, .flag, .always, .whole, .number, .text, .anyText, .identifier, .moment,
            .day, .coordinates, .oneOf, .list:
            nil
        }
    }
}

public struct ObjectSchema: Sendable {
    public struct Property: Sendable {
        public let name: String
        public let schema: JSONSchema
        public let isRequired: Bool
    }

    public let name: String
    public let properties: [Property]
}

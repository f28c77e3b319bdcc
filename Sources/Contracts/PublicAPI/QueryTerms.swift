import Kernel

/// What the query of a request may say.
public protocol QueryTerms: Hashable, Sendable {
    static var parameters: [QueryParameter] { get }
    static var examples: [Self] { get }

    init(_ query: QueryItems) throws(QueryError)
    /// What a client sends; nil is left out.
    var items: [(name: String, value: String?)] { get }
}

public struct QueryParameter: Sendable {
    public let name: String
    public let schema: JSONSchema
    public let summary: String
}

/// A query that is none of this endpoint's.
public struct QueryError: Error, Hashable, Sendable {
    public let parameter: String
    public let expected: String

    public var description: String { "query parameter \(parameter): expected \(expected)" }
}

/// The names and values of a query, each name once and none unknown: a misspelt `sort` that is
/// ignored would be a wrong answer.
public struct QueryItems: Sendable {
    private let items: [(name: String, value: String)]

    public init(
        _ items: [(name: String, value: String)], for terms: (some QueryTerms).Type
    ) throws(QueryError) {
        self.items = items
        guard !items.isEmpty else { return }
        let known = terms.parameters
        for (index, item) in items.enumerated() {
            guard known.contains(where: { $0.name == item.name }) else {
                let names = known.map(\.name).joined(separator: ", ")
                let expected = known.isEmpty ? "no query here" : "one of \(names)"
                throw QueryError(parameter: item.name, expected: expected)
            }
            guard !items[..<index].contains(where: { $0.name == item.name }) else {
                throw QueryError(parameter: item.name, expected: "it once")
            }
        }
    }

    private subscript(name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    func text(_ name: String, _ limits: TextLimits) throws(QueryError) -> String? {
        guard let text = self[name] else { return nil }
        guard limits.allows(text) else {
            throw QueryError(parameter: name, expected: "a text of \(limits.words)")
        }
        return text
    }

    func int(_ name: String, in range: ClosedRange<Int>) throws(QueryError) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text), range.contains(number), String(number) == text else {
            throw QueryError(
                parameter: name,
                expected: "an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func one<Value>(
        of values: Value.Type, _ name: String
    ) throws(QueryError) -> Value?
    where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        guard let text = self[name] else { return nil }
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw QueryError(parameter: name, expected: "one of \(known)")
        }
        return value
    }

    /// Written `x,y`: `-120,3400`.
    func place(_ name: String) throws(QueryError) -> Place? {
        guard let text = self[name] else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let x = Int(parts[0]), let y = Int(parts[1]),
            "\(x),\(y)" == text, case let place = Place(x: x, y: y), place.isOnTheMap
        else { throw QueryError(parameter: name, expected: "a place on the map, x,y in metres") }
        return place
    }
}

public struct NoQuery: QueryTerms {
    public static let parameters: [QueryParameter] = []
    public static let examples = [NoQuery()]

    public init() {}
    public init(_ query: QueryItems) {}
    public var items: [(name: String, value: String?)] { [] }
}

/// Which page of a list.
public struct PageQuery: QueryTerms {
    public static let limits = 1...50
    public static let usualLimit = 20
    public static let cursors = TextLimits.token(1...512)

    public let limit: Int
    public let cursor: String?

    public init(limit: Int = usualLimit, cursor: String? = nil) {
        self.limit = limit
        self.cursor = cursor
    }

    public init(_ query: QueryItems) throws(QueryError) {
        limit = try query.int("limit", in: Self.limits) ?? Self.usualLimit
        cursor = try query.text("cursor", Self.cursors)
    }

    public var items: [(name: String, value: String?)] {
        [("limit", "\(limit)"), ("cursor", cursor)]
    }

    public static let parameters = [
        QueryParameter(
            name: "limit", schema: .whole(limits),
            summary: "How many items a page has at most; \(usualLimit) unless said."),
        QueryParameter(
            name: "cursor", schema: .text(cursors),
            summary: "The `next` of the page before; the first page has none."),
    ]
    public static let examples = [PageQuery(limit: 10), PageQuery(limit: 10, cursor: "AZqi8Gw")]
}

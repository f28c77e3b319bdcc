/// A pattern that keeps the house standing, under the name that switches it off.
///
/// Each has its switch, so that a drill can show what it is for: `BAEDAL_WITHOUT=breaker,retry`.
/// Rooms above add their own in an extension.
public struct Safeguard: Hashable, Sendable, CustomStringConvertible {
    public let name: String

    public init(_ name: StaticString) {
        self.name = "\(name)"
    }

    public var description: String { name }

    public static let deadline = Safeguard("deadline")
    public static let retry = Safeguard("retry")
    public static let retryBudget = Safeguard("retry-budget")
    public static let breaker = Safeguard("breaker")
    public static let bulkhead = Safeguard("bulkhead")
    public static let rateLimit = Safeguard("rate-limit")

    /// Those of this room.
    public static let resilience = [deadline, retry, retryBudget, breaker, bulkhead, rateLimit]
}

/// The safeguards that are switched off. Whoever owns the configuration reads it once and passes it
/// to what is built.
public struct Without: Sendable {
    private let names: Set<String>

    public static let nothing = Without()

    public init(_ safeguards: Safeguard...) {
        names = Set(safeguards.map(\.name))
    }

    /// Reads `breaker,retry`. A name that no safeguard has is a mistake that would go unseen.
    public init(_ list: String, of known: [Safeguard]) throws(UnknownSafeguard) {
        let wanted = list.split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        let names = known.map(\.name)
        for name in wanted where !names.contains(name) {
            throw UnknownSafeguard(name: name, known: names)
        }
        self.names = Set(wanted)
    }

    public func contains(_ safeguard: Safeguard) -> Bool {
        names.contains(safeguard.name)
    }
}

public struct UnknownSafeguard: Error, Equatable, Sendable, CustomStringConvertible {
    public let name: String
    public let known: [String]

    public init(name: String, known: [String]) {
        self.name = name
        self.known = known
    }

    public var description: String {
        "there is nothing called \"\(name)\" to do without; there is \(known.joined(separator: ", "))"
    }
}

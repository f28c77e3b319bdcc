import HTTP

/// What was not as the scenario says.
struct Failure: Sendable {
    let position: Position
    /// The line of the scenario, or a sentence where there is none.
    let claim: String
    var expected: String?
    var found: String?

    init(_ position: Position, _ claim: String, expected: String? = nil, found: String? = nil) {
        self.position = position
        self.claim = claim
        self.expected = expected
        self.found = found
    }

    init(_ flaw: Flaw) {
        self.init(flaw.position, flaw.sentence)
    }
}

/// How a scenario went.
struct Outcome: Sendable {
    let name: String
    let path: String
    /// Those of the one request that ended it; none when all was well.
    let failures: [Failure]
    /// The last one, for the report of a failure.
    let lastExchange: Exchange?
    let sightings: [Sighting]
    let milliseconds: Int

    var hasPassed: Bool { failures.isEmpty }
}

/// That an endpoint was asked, and how it refused, if so: for the coverage.
struct Sighting: Hashable, Sendable {
    let method: Method
    let path: String
    let problemCode: String?

    init(_ exchange: Exchange) {
        method = exchange.method
        path = exchange.url.target.path
        problemCode = exchange.problemCode
    }
}

import JSON

/// An endpoint without its types: what a document, a table of rights or a scenario's coverage needs.
public struct EndpointShape: Sendable {
    public let facts: EndpointFacts
    public let places: [Place]
    public let query: [QueryParameter]
    public let body: Payload?
    public let answer: Payload?

    public struct Place: Sendable {
        public let name: String
        /// Of the identifiers that stand there.
        public let prefix: String
        public let example: String
    }

    /// What one type says of itself, as bytes.
    public struct Payload: Sendable {
        public let schema: JSONSchema
        public let examples: [[UInt8]]
        /// Reads a value and writes it again: by this the schema is held against the reading.
        let rewrite: @Sendable (JSON) throws(JSONError) -> [UInt8]

        init?<Body: Described>(_ type: Body.Type) {
            guard type != Nothing.self else { return nil }
            schema = type.schema
            examples = type.examples.map { JSONWriter.bytes(of: $0) }
            rewrite = { json throws(JSONError) in JSONWriter.bytes(of: try Body(json)) }
        }
    }

    init<ID, Query, Body, Answer>(_ endpoint: Endpoint<ID, Query, Body, Answer>) {
        facts = endpoint.facts
        places = zip(ID.placeNames, ID.example.texts).map { name, example in
            Place(
                name: name, prefix: String(example.prefix { $0 != "_" }), example: example)
        }
        query = Query.parameters
        body = Payload(Body.self)
        answer = Payload(Answer.self)
    }
}

extension EndpointFacts {
    /// All that a caller may be told, whichever part of the front says it.
    public var problems: [ProblemCode] {
        var codes: [ProblemCode] = [.malformedRequest]
        if takesBody { codes += [.bodyTooLarge, .unsupportedMediaType] }
        if access != .anyone {
            codes += [.authorizationMalformed, .tokenMissing, .tokenInvalid, .forbidden]
        }
        if asks.contains(.idempotencyKey) {
            codes += [.idempotencyKeyMissing, .idempotencyKeyReused]
        }
        if path.contains("{") { codes.append(.notFound) }
        codes += ownProblems
        codes += [.tooManyRequests, .internalError, .notCaughtUp, .outOfTime, .overloaded]
        codes += [.upstreamUnavailable]
        if verb != .get { codes.append(.storageFull) }
        return codes
    }
}

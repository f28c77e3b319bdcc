import JSON

/// What a request says outside of its body.
struct OpenAPIParameter: JSONWritable {
    private enum Place: String { case path, query, header }

    private let name: String
    private let place: Place
    private let isRequired: Bool
    private let summary: String
    private let schema: JSONSchema
    private var example: String?

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("name", name)
            $0.field("in", place.rawValue)
            $0.field("required", isRequired)
            $0.field("description", summary)
            $0.field("schema", schema)
            $0.field("example", ifPresent: example)
        }
    }

    static func all(of endpoint: EndpointShape) -> [OpenAPIParameter] {
        let places = endpoint.places.map {
            OpenAPIParameter(
                name: $0.name, place: .path, isRequired: true, summary: "Which one.",
                schema: .identifier(prefix: $0.prefix), example: $0.example)
        }
        let query = endpoint.query.map {
            OpenAPIParameter(
                name: $0.name, place: .query, isRequired: false, summary: $0.summary,
                schema: $0.schema)
        }
        return places + query + headers(of: endpoint.facts)
    }

    private static func headers(of facts: EndpointFacts) -> [OpenAPIParameter] {
        var headers: [OpenAPIParameter] = []
        if facts.asks.contains(.idempotencyKey) {
            headers.append(
                OpenAPIParameter(
                    name: "Idempotency-Key", place: .header, isRequired: true,
                    summary: "One an intention: the same key gives the same answer for 24 hours.",
                    schema: .text(PublicAPI.idempotencyKeys)))
        }
        if facts.asks.contains(.wait) {
            headers.append(
                OpenAPIParameter(
                    name: "Prefer", place: .header, isRequired: false,
                    summary: "`wait=2`: answer when the order is settled, or after 2 seconds.",
                    schema: .anyText))
        }
        headers.append(
            OpenAPIParameter(
                name: "Baedal-After", place: .header, isRequired: false,
                summary: "The `Baedal-Version` of a write: the answer has to know of it.",
                schema: .text(PublicAPI.versions)))
        return headers
    }
}

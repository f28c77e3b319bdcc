import JSON
import Testing

@testable import PublicAPI

@Suite struct OpenAPITests {
    private let document: JSON

    init() throws {
        document = try JSON(parsing: OpenAPI.document())
    }

    private func operation(_ facts: EndpointFacts) throws -> JSON {
        try document["paths"][facts.path][facts.verb.rawValue]
    }

    @Test func `it is the same however often it is made`() {
        #expect(OpenAPI.document() == OpenAPI.document())
    }

    @Test func `every endpoint is in it, and nothing else`() throws {
        var names: Set<String> = []
        for (_, path) in try document["paths"].members() {
            for (_, operation) in try path.members() {
                names.insert(try operation["operationId"].string())
            }
        }
        #expect(names == Set(PublicAPI.all.map(\.facts.name)))
    }

    @Test func `every reference leads somewhere`() throws {
        var references: Set<String> = []
        collectReferences(document, into: &references)
        #expect(references.count > 50)
        for reference in references {
            var place = document
            for step in reference.dropFirst(2).split(separator: "/") {
                place = try place[String(step)]
            }
            #expect(place.kind == .object, "\(reference)")
        }
    }

    @Test func `every schema that is kept is referred to`() throws {
        var references: Set<String> = []
        collectReferences(document, into: &references)
        for (name, _) in try document["components"]["schemas"].members() {
            #expect(references.contains("#/components/schemas/\(name)"))
        }
    }

    @Test(arguments: PublicAPI.all.map(\.facts))
    func `each problem of an endpoint stands under its status`(facts: EndpointFacts) throws {
        let responses = try operation(facts)["responses"]
        for code in facts.problems {
            let content = try responses["\(code.status)"]["content"]["application/problem+json"]
            let codes = try content["schema"]["allOf"][1]["properties"]["code"]["enum"]
            #expect(try codes.read([String].self).contains(code.rawValue))
        }
        #expect(try responses[optional: "\(facts.status)"] != nil)
    }

    @Test(arguments: PublicAPI.all)
    func `each place of a path and each header is a parameter`(endpoint: EndpointShape) throws {
        let parameters = try operation(endpoint.facts)["parameters"].elements()
        let named = try parameters.map { "\(try $0["in"].string()) \(try $0["name"].string())" }
        #expect(named.filter { $0.hasPrefix("path ") } == endpoint.places.map { "path \($0.name)" })
        #expect(
            named.contains("header Idempotency-Key")
                == endpoint.facts.asks.contains(.idempotencyKey))
        #expect(named.contains("header Prefer") == endpoint.facts.asks.contains(.wait))
        #expect(named.contains("header Baedal-After"))
    }

    @Test(arguments: PublicAPI.all.map(\.facts))
    func `a token is asked for unless the endpoint is for everyone`(facts: EndpointFacts) throws {
        let security = try operation(facts)["security"].elements()
        #expect(security.count == (facts.access == .anyone ? 0 : 1))
    }

    /// RFC 7240: what is not understood is passed over. A limit in the document would be a promise to
    /// refuse what breaks it.
    @Test func `a wish may be any text`() throws {
        let wish = try #require(
            try operation(PublicAPI.placeOrder.facts)["parameters"].elements().first {
                try $0["name"].string() == "Prefer"
            })
        #expect(try wish["schema"].members().map { $0.0 } == ["type"])
    }

    @Test func `what is no HTTP is told in words that the document knows`() throws {
        let codes = try operation(PublicAPI.me.facts)["responses"]["400"]["content"][
            "application/problem+json"]["schema"]["allOf"][1]["properties"]["code"]["enum"]
        #expect(try codes.read([String].self).contains("malformed-target"))
    }

    private func collectReferences(_ json: JSON, into references: inout Set<String>) {
        switch json.kind {
        case .object:
            guard let members = try? json.members() else { return }
            for (name, value) in members {
                if name == "$ref", let text = try? value.string() { references.insert(text) }
                collectReferences(value, into: &references)
            }
        case .array:
            guard let elements = try? json.elements() else { return }
            for element in elements {
                collectReferences(element, into: &references)
            }
        case .null, .bool, .number, .string: break
        }
    }
}

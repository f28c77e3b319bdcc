import JSON

/// The contract as a document (OpenAPI 3.1): made from the endpoints, so that it says what is served.
public enum OpenAPI {
    public static let path = "/openapi.json"

    public static func document() -> [UInt8] {
        let endpoints = PublicAPI.all
        return JSONWriter.bytes {
            $0.object {
                $0.field("openapi", "3.1.0")
                $0.object("info") {
                    $0.field("title", "Baedal")
                    $0.field("version", "1")
                    $0.field("summary", "One food-delivery service, whatever it is built of.")
                    $0.field("description", about)
                    $0.object("license") {
                        $0.field("name", "Apache-2.0")
                        $0.field("identifier", "Apache-2.0")
                    }
                }
                $0.field("servers", [Server(url: "/")])
                $0.field("tags", PublicAPI.Context.allCases.map(Tag.init))
                $0.object("paths") { paths(of: endpoints, to: &$0) }
                $0.object("components") { components(of: endpoints, to: &$0) }
            }
        }
    }

    /// What no schema can say.
    private static let about = """
        An integer is written as one: 20000, and neither 20000.0 nor 2e4. A property that is not \
        in a schema is ignored, a query parameter that is not is refused. A cursor is what `next` \
        said, for the same list and query.
        """

    private struct Server: JSONWritable {
        let url: String

        func write(to json: consuming JSONWriter) {
            json.object { $0.field("url", url) }
        }
    }

    private struct Tag: JSONWritable {
        let context: PublicAPI.Context

        func write(to json: consuming JSONWriter) {
            json.object { $0.field("name", context.rawValue) }
        }
    }

    /// An object a path, with a member a method, in the order in which the paths are first named.
    private static func paths(of endpoints: [EndpointShape], to json: inout JSONObjectWriter) {
        var operations: [(path: String, operations: [OpenAPIOperation])] = []
        for context in PublicAPI.Context.allCases {
            for endpoint in PublicAPI.endpoints(of: context) {
                let operation = OpenAPIOperation(endpoint: endpoint, context: context)
                let path = endpoint.facts.path
                if let known = operations.firstIndex(where: { $0.path == path }) {
                    operations[known].operations.append(operation)
                } else {
                    operations.append((path, [operation]))
                }
            }
        }
        for (path, operations) in operations {
            json.field(named: path, OpenAPIPath(operations: operations))
        }
    }

    private static func components(
        of endpoints: [EndpointShape], to json: inout JSONObjectWriter
    ) {
        var schemas: [String: JSONSchema] = [:]
        for endpoint in endpoints {
            endpoint.body?.schema.collect(into: &schemas)
            endpoint.answer?.schema.collect(into: &schemas)
        }
        json.object("schemas") {
            for (name, schema) in schemas.sorted(by: { $0.key < $1.key }) {
                $0.field(named: name, Definition(schema: schema))
            }
            $0.field("Problem", OpenAPIProblem.schema)
        }
        json.object("securitySchemes") {
            $0.object("token") {
                $0.field("type", "http")
                $0.field("scheme", "bearer")
                $0.field("bearerFormat", "JWT")
            }
        }
        json.object("headers") { OpenAPIHeader.define(to: &$0) }
    }

    private struct Definition: JSONWritable {
        let schema: JSONSchema

        func write(to json: consuming JSONWriter) {
            schema.definition(to: json)
        }
    }
}

struct OpenAPIPath: JSONWritable {
    let operations: [OpenAPIOperation]

    func write(to json: consuming JSONWriter) {
        json.object {
            for operation in operations {
                $0.field(named: operation.endpoint.facts.verb.rawValue, operation)
            }
        }
    }
}

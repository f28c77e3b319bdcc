import JSON
import Kernel

/// One endpoint in the document.
struct OpenAPIOperation: JSONWritable {
    let endpoint: EndpointShape
    let context: PublicAPI.Context

    private var facts: EndpointFacts { endpoint.facts }

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("operationId", facts.name)
            $0.field("tags", [context.rawValue])
            $0.field("summary", facts.summary)
            $0.field("description", facts.access.sentence)
            $0.field("security", security)
            $0.field("parameters", OpenAPIParameter.all(of: endpoint))
            if let body = endpoint.body { requestBody(body, to: &$0) }
            $0.object("responses") { responses(to: &$0) }
        }
    }

    /// Each element is a way in; without any, the way is open.
    private var security: [Security] {
        facts.access == .anyone ? [] : [Security()]
    }

    private struct Security: JSONWritable {
        func write(to json: consuming JSONWriter) {
            json.object { $0.field("token", [String]()) }
        }
    }

    private func requestBody(_ body: EndpointShape.Payload, to json: inout JSONObjectWriter) {
        json.object("requestBody") {
            $0.field("required", true)
            $0.field("content", OpenAPIContent(payload: body))
        }
    }

    private func responses(to json: inout JSONObjectWriter) {
        json.field(named: "\(facts.status)", Success(endpoint: endpoint))
        if facts.verb == .get {
            json.object("304") {
                $0.field("description", "What `If-None-Match` names is still so.")
            }
        }
        let problems = Dictionary(grouping: facts.problems, by: \.status)
        for (status, codes) in problems.sorted(by: { $0.key < $1.key }) {
            json.field(named: "\(status)", OpenAPIProblem(status: status, codes: codes))
        }
        json.object("default") {
            $0.field("description", "What the web itself has to say, such as 405 or 431.")
            $0.field("content", OpenAPIProblem.anyContent)
        }
    }
}

private struct Success: JSONWritable {
    let endpoint: EndpointShape

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("description", endpoint.facts.summary)
            $0.object("headers") { OpenAPIHeader.refer(to: &$0, of: endpoint.facts) }
            if let answer = endpoint.answer {
                $0.field("content", OpenAPIContent(payload: answer))
            }
        }
    }
}

struct OpenAPIContent: JSONWritable {
    let payload: EndpointShape.Payload

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.object("application/json") {
                $0.field("schema", payload.schema)
                $0.object("examples") {
                    for (number, example) in payload.examples.enumerated() {
                        $0.field(named: "example\(number + 1)", Example(bytes: example))
                    }
                }
            }
        }
    }

    private struct Example: JSONWritable {
        let bytes: [UInt8]

        func write(to json: consuming JSONWriter) {
            guard let value = try? JSON(parsing: bytes) else {
                preconditionFailure("an example is JSON: our own writer wrote it")
            }
            json.object { $0.field("value", value) }
        }
    }
}

extension Access {
    var sentence: String {
        switch self {
        case .anyone: "For everyone."
        case .members(let roles, let ownership):
            "For \(roles.map(\.rawValue).sorted().joined(separator: " or ")): "
                + "\(ownership.sentence)."
        }
    }
}

extension Ownership {
    fileprivate var sentence: String {
        switch self {
        case .everyone: "each of them"
        case .own: "one's own"
        case .storeOwner: "who owns the store"
        case .orderCustomer: "who placed the order"
        case .orderParty: "who placed the order, and who owns the store"
        case .assignedRider: "who has the delivery"
        }
    }
}

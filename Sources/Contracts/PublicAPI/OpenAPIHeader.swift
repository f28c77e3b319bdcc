import JSON

/// The header fields of answers, each described once.
enum OpenAPIHeader: String, CaseIterable {
    case version = "Baedal-Version"
    case rateLimit = "RateLimit"
    case rateLimitPolicy = "RateLimit-Policy"
    case requestID = "X-Request-Id"
    case preferenceApplied = "Preference-Applied"
    case retryAfter = "Retry-After"
    case authenticate = "WWW-Authenticate"

    private var summary: String {
        switch self {
        case .version: "Of this write: give it back as `Baedal-After` to see it."
        case .rateLimit: "What is left of the quota."
        case .rateLimitPolicy: "How many requests in how many seconds there may be."
        case .requestID: "By which the logs know this request."
        case .preferenceApplied: "Which preference was followed."
        case .retryAfter: "In how many seconds it may be different."
        case .authenticate: "How to say who one is."
        }
    }

    static func define(to json: inout JSONObjectWriter) {
        for header in allCases {
            json.field(named: header.rawValue, Definition(summary: header.summary))
        }
    }

    /// Of the answer when all goes well.
    static func refer(to json: inout JSONObjectWriter, of facts: EndpointFacts) {
        let ofWrites: [OpenAPIHeader] = facts.verb == .get ? [] : [.version]
        let ofWaits: [OpenAPIHeader] = facts.asks.contains(.wait) ? [.preferenceApplied] : []
        refer(to: [.requestID, .rateLimit, .rateLimitPolicy] + ofWrites + ofWaits, &json)
    }

    static func refer(to headers: [OpenAPIHeader], _ json: inout JSONObjectWriter) {
        for header in headers { json.field(named: header.rawValue, Reference(header: header)) }
    }

    private struct Definition: JSONWritable {
        let summary: String

        func write(to json: consuming JSONWriter) {
            json.object {
                $0.field("description", summary)
                $0.object("schema") { $0.field("type", "string") }
            }
        }
    }

    private struct Reference: JSONWritable {
        let header: OpenAPIHeader

        func write(to json: consuming JSONWriter) {
            json.object { $0.field("$ref", "#/components/headers/\(header.rawValue)") }
        }
    }
}

import JSON

/// The problems of one status: which codes there may be (RFC 9457).
struct OpenAPIProblem: JSONWritable {
    let status: Int
    let codes: [ProblemCode]

    func write(to json: consuming JSONWriter) {
        json.object {
            let texts = codes.map(\.rawValue)
            $0.field("description", texts.map { "`\($0)`" }.joined(separator: ", "))
            $0.object("headers") { OpenAPIHeader.refer(to: headers, &$0) }
            $0.field("content", Content(codes: status == 400 ? texts + Self.wireCodes : texts))
        }
    }

    private var headers: [OpenAPIHeader] {
        switch status {
        case 401: [.requestID, .authenticate]
        case 429, 503: [.requestID, .retryAfter]
        default: [.requestID]
        }
    }

    static let anyContent = Content(codes: nil)

    /// A problem in one of these codes; in any, where it is nil.
    struct Content: JSONWritable {
        let codes: [String]?

        func write(to json: consuming JSONWriter) {
            json.object {
                $0.object("application/problem+json") {
                    $0.object("schema") {
                        guard let codes else {
                            return $0.field("$ref", OpenAPIProblem.reference)
                        }
                        $0.array("allOf") {
                            $0.object { $0.field("$ref", OpenAPIProblem.reference) }
                            $0.object {
                                $0.object("properties") {
                                    $0.object("code") { $0.field("enum", codes) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static let reference = "#/components/schemas/Problem"

    /// What is answered to requests that are no HTTP, before any endpoint sees them.
    static let wireCodes = [
        "malformed-start-line", "malformed-target", "bare-line-feed", "malformed-field",
        "malformed-host", "malformed-content-length", "ambiguous-length",
        "malformed-transfer-encoding", "malformed-chunk", "malformed-trailer", "truncated",
    ]

    static let schema = Definition()

    struct Definition: JSONWritable {
        func write(to json: consuming JSONWriter) {
            json.object {
                $0.field("type", "object")
                $0.field("required", ["type", "title", "status", "code", "detail"])
                $0.object("properties") {
                    text("type", "Always about:blank: the code says what kind it is.", &$0)
                    text("title", "The status in words.", &$0)
                    $0.object("status") { $0.field("type", "integer") }
                    text("code", "Stable, for programs. Some bring figures along.", &$0)
                    text("detail", "For people.", &$0)
                    text("requestId", "By which the logs know it.", &$0)
                }
            }
        }

        private func text(
            _ name: String, _ summary: String, _ json: inout JSONObjectWriter
        ) {
            json.field(named: name, Text(summary: summary))
        }
    }

    private struct Text: JSONWritable {
        let summary: String

        func write(to json: consuming JSONWriter) {
            json.object {
                $0.field("type", "string")
                $0.field("description", summary)
            }
        }
    }
}

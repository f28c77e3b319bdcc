import HTTP

/// A file of the corpus, read: requests in their order, and what is expected of each answer.
struct Scenario: Sendable {
    static let mostEntries = 500

    let source: SourceText
    let entries: [Entry]

    init(_ source: SourceText) throws(Flaw) {
        self.source = source
        var reader = Reader(source)
        entries = try reader.entries()
    }
}

/// One request, and what must come.
struct Entry: Sendable {
    var options = Options()
    var request: RequestDraft
    var expectation: Expectation?
    let position: Position
}

struct Pair: Sendable {
    let name: String
    let value: Template
    let position: Position
}

struct RequestDraft: Sendable {
    let method: Method
    let url: Template
    var headers: [Pair] = []
    var query: [Pair] = []
    var body: BodyDraft?
}

/// A body, to be sent or to be found.
enum BodyDraft: Sendable {
    case json(JSONTemplate)
    /// `contentType` is what the body says of itself when no header does.
    case text(Template, contentType: String?)

    var contentType: String? {
        switch self {
        case .json: "application/json"
        case .text(_, let contentType): contentType
        }
    }
}

struct Options: Sendable {
    static let mostRetries = 1_000
    static let mostMilliseconds = 60_000

    var retries = 0
    var retryIntervalMilliseconds = 1_000
    var delayMilliseconds = 0
    var isSkipped = false
    var variables: [Pair] = []
}

struct Expectation: Sendable {
    /// Nil when any will do.
    var status: Int?
    let statusPosition: Position
    var headers: [Pair] = []
    var captures: [Capture] = []
    var asserts: [Assert] = []
    var body: (draft: BodyDraft, position: Position)?
}

struct Capture: Sendable {
    let name: String
    let question: Question
    let position: Position
}

struct Assert: Sendable {
    let question: Question
    let predicate: Predicate
    /// As it stands in the file, for the report.
    let text: String
    let position: Position
}

public import HTTP
import JSON
public import PublicAPI

/// Calls the public API by its endpoints: what tests, drills and the bench speak through.
public struct PublicClient: Sendable {
    private let client: Client
    /// Whose calls these are; nil is a stranger's.
    public var token: String?

    public init(_ client: Client, token: String? = nil) {
        self.client = client
        self.token = token
    }

    /// What a request may bring besides its path, query and body.
    public struct Options: Sendable {
        public var idempotencyKey: String?
        public var waitSeconds: Int?
        public var after: String?

        public init(
            idempotencyKey: String? = nil, waitSeconds: Int? = nil, after: String? = nil
        ) {
            self.idempotencyKey = idempotencyKey
            self.waitSeconds = waitSeconds
            self.after = after
        }
    }

    /// Throws the `PublicProblem` that was answered, `ClientError` when nothing was, and `JSONError`
    /// when the answer is none of this contract.
    public func call<ID, Query, Body, Answer>(
        _ endpoint: Endpoint<ID, Query, Body, Answer>, _ id: ID, query: Query, body: Body,
        _ options: Options = Options()
    ) async throws -> Answered<Answer> {
        let facts = endpoint.facts
        var request = Request(Method(facts.verb), Self.target(facts, id, query))
        if let token { request.fields.append(.authorization, "Bearer \(token)") }
        if facts.takesBody {
            request.fields.append(.contentType, "application/json")
            request.body = .bytes(JSONWriter.bytes(of: body))
        }
        if let key = options.idempotencyKey { request.fields.append(.idempotencyKey, key) }
        if let wait = options.waitSeconds { request.fields.append(.prefer, "wait=\(wait)") }
        if let after = options.after { request.fields.append(.baedalAfter, after) }
        let response = try await client.send(request)
        let bytes = try await response.body.collect(upToBytes: Self.answerLimitBytes)
        guard response.status.isSuccess else { throw try PublicProblem(response.status, bytes) }
        let text = bytes.isEmpty ? Array("null".utf8) : bytes
        return Answered(
            answer: try Answer(JSON(parsing: text)), version: response.fields[.baedalVersion])
    }

    private static let answerLimitBytes = 1 << 20

    private static func target(
        _ facts: EndpointFacts, _ id: some PathID, _ query: some QueryTerms
    ) -> Target {
        var texts = id.texts[...]
        let path = facts.path.split(separator: "/").map { part in
            part.hasPrefix("{") ? PercentEncoding.encode(texts.removeFirst()) : String(part)
        }
        let items = query.items.compactMap { name, value in
            value.map { "\(name)=\(PercentEncoding.encode($0))" }
        }
        let text =
            "/" + path.joined(separator: "/")
            + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
        guard let target = Target(text) else { preconditionFailure("\(text) is no target") }
        return target
    }
}

/// An answer of an endpoint, and the version that it tells.
public struct Answered<Answer: Sendable>: Sendable {
    public let answer: Answer
    public let version: String?
}

/// A problem as a client sees it.
public struct PublicProblem: Error, Equatable, Sendable {
    public let status: Int
    public let code: String
    public let detail: String
    /// Nil for what the web itself has to say, such as `method-not-allowed`.
    public var known: ProblemCode? { ProblemCode(rawValue: code) }

    init(_ status: Status, _ bytes: [UInt8]) throws(JSONError) {
        let json = try JSON(parsing: bytes)
        self.status = Int(status.code)
        code = try json["code"].read()
        detail = try json["detail"].read()
    }
}

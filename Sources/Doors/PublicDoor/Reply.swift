import JSON
public import PublicAPI

/// What a handler answers: the endpoint's own answer, or one that was given before.
public struct Reply<Answer: Described>: Sendable {
    @usableFromInline
    enum Content: Sendable {
        case answer(Answer)
        case kept(KeptReply)
    }

    @usableFromInline let content: Content
    /// Of the write that this answers: `Baedal-Version`.
    @usableFromInline let version: String?
    /// An `ETag` that the handler knows without reading what it answers; nil leaves it to the edge.
    @usableFromInline let tag: String?

    public init(_ answer: Answer, version: String? = nil) {
        content = .answer(answer)
        self.version = version
        tag = nil
    }

    /// What was answered before: to the same key, or from the same version of the data.
    public init(again kept: KeptReply, version: String? = nil, tag: String? = nil) {
        content = .kept(kept)
        self.version = version
        self.tag = tag
    }
}

extension Reply where Answer == Nothing {
    public init(version: String? = nil) {
        self.init(Nothing(), version: version)
    }
}

/// An answer as it is kept under an idempotency key: its status and its bytes.
public struct KeptReply: Equatable, Sendable {
    public let status: Int
    public let body: [UInt8]

    /// As it was stored.
    public init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }

    public init<Answer: Described>(
        _ answer: Answer,
        to endpoint: Endpoint<some PathID, some QueryTerms, some Described, Answer>
    ) {
        self.init(status: endpoint.facts.status, body: JSONWriter.bytes(of: answer))
    }
}

public import HTTP
public import Identity
public import PublicAPI

/// A request as its endpoint reads it: all of it has been checked against the contract.
public struct Call<ID: PathID, Query: QueryTerms, Body: Described>: Sendable {
    /// What the path names.
    public let id: ID
    public let query: Query
    public let body: Body
    /// `Baedal-After`: the answer has to know at least this version.
    public let after: String?
    /// For how long the caller would wait for the outcome; 0 is not at all.
    public let waitMilliseconds: Int
    /// For what goes on from here on its behalf: see `Request.carryOn`.
    public let request: Request
    private let key: IdempotencyKey?

    @usableFromInline
    init(
        _ id: ID, _ query: Query, _ body: Body, _ terms: Mounted.Terms, _ key: IdempotencyKey?,
        _ request: Request
    ) {
        self.id = id
        self.query = query
        self.body = body
        after = terms.after
        waitMilliseconds = terms.waitMilliseconds
        self.request = request
        self.key = key
    }

    /// Endpoints that ask for a key are not called without one; to ask for it elsewhere is a bug.
    public var idempotencyKey: IdempotencyKey {
        guard let key else { preconditionFailure("this endpoint asks for no Idempotency-Key") }
        return key
    }
}

/// What tells one intention from another, within a member and an endpoint.
public struct IdempotencyKey: Equatable, Sendable {
    public let text: String
    /// Of the path and the body: the same key with another request is a mistake of the caller.
    public let fingerprint: Digest

    public init(text: String, fingerprint: Digest) {
        self.text = text
        self.fingerprint = fingerprint
    }
}

/// One thing that the public can ask for: what a request to it is made of, and what comes back.
///
/// It is a value, the same in every phase. A front mounts it, a client calls it, the document and
/// the test of who may do what are made from it.
public struct Endpoint<
    ID: PathID, Query: QueryTerms, Body: Described, Answer: Described
>: Sendable {
    public let facts: EndpointFacts

    /// Endpoints are written in the code: one that contradicts itself is a bug.
    init(
        _ name: String, _ summary: String, _ verb: Verb, _ path: String, by access: Access,
        status: Int = 200, asks: Set<EndpointFacts.Asking> = [], freshSeconds: Int = 0,
        problems: [ProblemCode] = []
    ) {
        precondition(PathTemplate.places(of: path) == ID.placeNames, "\(name): places of \(path)")
        precondition(verb != .get || Body.self == Nothing.self, "\(name): GET has no body")
        precondition((status == 204) == (Answer.self == Nothing.self), "\(name): 204 is no answer")
        precondition(freshSeconds == 0 || access == .anyone, "\(name): only what is everybody's")
        facts = EndpointFacts(
            name: name, summary: summary, verb: verb, path: path, access: access, status: status,
            asks: asks, freshSeconds: freshSeconds,
            takesBody: Body.self != Nothing.self,
            ownProblems: problems + ID.problems)
    }
}

public enum Verb: String, CaseIterable, Sendable {
    case get, post, put, patch, delete
}

/// What is known of an endpoint without its types.
public struct EndpointFacts: Sendable {
    /// What a request has to bring, or may bring, besides its path and body.
    public enum Asking: Hashable, Sendable {
        /// `Idempotency-Key`, required: asked again with the same key, it gives the same answer.
        case idempotencyKey
        /// `Prefer: wait=2`, optional: wait that many seconds for the order to be settled.
        case wait
    }

    /// Also the `operationId` of the document.
    public let name: String
    public let summary: String
    public let verb: Verb
    /// With its places: `/v1/stores/{id}`.
    public let path: String
    public let access: Access
    /// Of the answer when all goes well.
    public let status: Int
    public let asks: Set<Asking>
    /// For how long a shared cache may give the answer again.
    public let freshSeconds: Int
    public let takesBody: Bool
    /// Those that the business has for this endpoint; see `problems` for all.
    let ownProblems: [ProblemCode]
}

enum PathTemplate {
    /// The names in braces, in their order.
    static func places(of path: String) -> [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            String($0.dropFirst().dropLast())
        }
    }
}

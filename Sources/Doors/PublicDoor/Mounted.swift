import HTTP
import Kernel
import PublicAPI

/// An endpoint at its place in a front: what the contract says of it, resolved once for all requests.
struct Mounted<ID: PathID, Query: QueryTerms, Body: Described, Answer: Described>: Sendable {
    let facts: EndpointFacts
    /// Where the endpoint takes no body.
    let nothing: Body?
    private let status: Status
    private let declared: Set<String>
    private let cacheControl: String?
    private let refusing: PublicDoor.Refusing

    init(
        _ endpoint: Endpoint<ID, Query, Body, Answer>, refusing: @escaping PublicDoor.Refusing
    ) {
        facts = endpoint.facts
        guard let status = Status(code: facts.status) else {
            preconditionFailure("\(facts.name) answers with no status")
        }
        self.status = status
        nothing = Nothing() as? Body
        self.refusing = refusing
        declared = Set(facts.problems.map(\.rawValue))
        cacheControl = facts.freshSeconds > 0 ? "public, max-age=\(facts.freshSeconds)" : nil
    }

    func response(
        to call: Call<ID, Query, Body>, _ reply: Reply<Answer>
    ) -> Response {
        var response =
            switch reply.content {
            case .answer where Answer.self == Nothing.self: Response(status)
            case .answer(let answer): Response.json(answer, status)
            case .kept(let kept): Response(kept)
            }
        if let tag = reply.tag { response.fields.append(.etag, tag) }
        if let version = reply.version { response.fields.append(.baedalVersion, version) }
        if call.waitMilliseconds > 0 {
            response.fields.append(
                .preferenceApplied, "wait=\(call.waitMilliseconds / 1_000)")
        }
        if let cacheControl {
            response.fields.append(.cacheControl, cacheControl)
            // Who has to see a write is not given what was kept from before it.
            response.fields.append(.vary, "\(FieldName.baedalAfter)")
        }
        return response
    }

    /// What a handler threw, as the contract has it. A code that the endpoint does not declare is a
    /// fault of ours: the caller gets a 500, and the log its name.
    func refusal(_ error: any Error) -> any Error {
        guard let rejection = error as? any Rejection ?? refusing(error) else { return error }
        guard declared.contains(rejection.code), let problem = Problem(rejection) else {
            return UndeclaredRejection(endpoint: facts.name, rejection: rejection)
        }
        return problem
    }
}

struct UndeclaredRejection: Error, CustomStringConvertible {
    let endpoint: String
    let rejection: any Rejection

    var description: String {
        "\(endpoint) does not declare \(rejection.code): \(rejection.detail)"
    }
}

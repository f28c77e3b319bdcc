import Edge
public import HTTP
import Kernel
public import PublicAPI

/// An endpoint at its place in a front: what the contract says of it, resolved once for all requests.
@usableFromInline
struct Mounted: Sendable {
    @usableFromInline let status: Status
    let needsKey: Bool
    let mayWait: Bool
    private let name: String
    private let declared: Set<String>
    private let cacheControl: String?
    private let refusing: PublicDoor.Refusing

    init(_ facts: EndpointFacts, refusing: @escaping PublicDoor.Refusing) {
        guard let status = Status(code: facts.status) else {
            preconditionFailure("\(facts.name) answers with no status")
        }
        self.status = status
        needsKey = facts.asks.contains(.idempotencyKey)
        mayWait = facts.asks.contains(.wait)
        name = facts.name
        self.refusing = refusing
        declared = Set(facts.problems.map(\.rawValue))
        cacheControl = facts.freshSeconds > 0 ? "public, max-age=\(facts.freshSeconds)" : nil
    }

    // MARK: Answers

    @inlinable
    func response<Answer>(
        _ reply: Reply<Answer>, afterWaitOf waitMilliseconds: Int
    ) -> Response {
        var response =
            switch reply.content {
            case .answer where Answer.self == Nothing.self: Response(status)
            case .answer(let answer): Response.json(answer, status)
            case .kept(let kept): Response(kept)
            }
        tell(of: reply.version, reply.tag, waitMilliseconds, in: &response.fields)
        return response
    }

    @usableFromInline
    func tell(
        of version: String?, _ tag: String?, _ waitMilliseconds: Int, in fields: inout Fields
    ) {
        if let tag { fields.append(.etag, tag) }
        if let version { fields.append(.baedalVersion, version) }
        if waitMilliseconds > 0 {
            fields.append(.preferenceApplied, "wait=\(waitMilliseconds / 1_000)")
        }
        if let cacheControl {
            fields.append(.cacheControl, cacheControl)
            // Who has to see a write is not given what was kept from before it.
            fields.append(.vary, "\(FieldName.baedalAfter)")
        }
    }

    /// What a handler threw, as the contract has it. A code that the endpoint does not declare is a
    /// fault of ours: the caller gets a 500, and the log its name.
    @usableFromInline
    func refusal(_ error: any Error) -> any Error {
        guard let rejection = error as? any Rejection ?? refusing(error) else { return error }
        guard declared.contains(rejection.code), let problem = Problem(rejection) else {
            return UndeclaredRejection(endpoint: name, rejection: rejection)
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

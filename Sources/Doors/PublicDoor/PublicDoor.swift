public import Edge
public import HTTP
public import PublicAPI

/// Where the public contract meets HTTP, the same in every phase:
///
///     var door = PublicDoor(TokenCheck(verifier, realm: PublicDoor.realm, limit: limit))
///     door.openly(on: PublicAPI.store) { call in Reply(try await stores.find(call.id)) }
///     door.on(PublicAPI.placeOrder) { call, caller in … }
///     let router = door.finish()
///
/// Before a handler runs, the caller is known and has a role that the contract names, and all that
/// the request brings is of the contract's form. Whether the thing is the caller's own is for the
/// handler to ask. What it throws as a `Rejection` becomes the problem that the contract has for it.
public struct PublicDoor: Sendable {
    public static let realm: StaticString = "baedal"

    private var routes: GuardedRouter<Caller>
    private var mounted: Set<String> = []
    private let refusing: Refusing

    /// What an error of a part below comes to for a client: no room, too much at once. Nil is a fault.
    public typealias Refusing = @Sendable (any Error) -> Refusal?

    public init(
        _ check: TokenCheck<Caller>, refusing: @escaping Refusing = { _ in nil }
    ) {
        routes = GuardedRouter(check)
        self.refusing = refusing
    }

    // MARK: Mounting

    /// An endpoint that asks who calls.
    public mutating func on<ID, Query, Body, Answer>(
        _ endpoint: Endpoint<ID, Query, Body, Answer>,
        handler:
            @escaping @Sendable (Call<ID, Query, Body>, Caller) async throws -> Reply<Answer>
    ) {
        guard case .members(let roles, _) = endpoint.facts.access else {
            preconditionFailure("\(endpoint.facts.name) is for everyone: mount it openly")
        }
        note(endpoint.facts)
        let mounted = Mounted(endpoint, refusing: refusing)
        let admitted = Array(roles)
        routes.on(endpoint.facts, ID.placeNames.count) { request, caller, places in
            guard admitted.contains(caller.role) else {
                throw Problem(.forbidden, "This is not for one with the role \(caller.role).")
            }
            let call = try await mounted.read(request, places)
            do {
                return mounted.response(to: call, try await handler(call, caller))
            } catch {
                throw mounted.refusal(error)
            }
        }
    }

    /// An endpoint for everyone.
    public mutating func openly<ID, Query, Body, Answer>(
        on endpoint: Endpoint<ID, Query, Body, Answer>,
        handler: @escaping @Sendable (Call<ID, Query, Body>) async throws -> Reply<Answer>
    ) {
        precondition(endpoint.facts.access == .anyone, "\(endpoint.facts.name) asks who calls")
        note(endpoint.facts)
        let mounted = Mounted(endpoint, refusing: refusing)
        routes.openly(on: endpoint.facts, ID.placeNames.count) { request, places in
            let call = try await mounted.read(request, places)
            do {
                return mounted.response(to: call, try await handler(call))
            } catch {
                throw mounted.refusal(error)
            }
        }
    }

    private mutating func note(_ facts: EndpointFacts) {
        precondition(mounted.insert(facts.name).inserted, "\(facts.name) is mounted twice")
    }

    // MARK: Closing

    /// The router, once every endpoint of these contexts is mounted and no other: to forget one, or
    /// to answer for a neighbour, is a bug that is found at the start.
    public consuming func finish(_ contexts: [PublicAPI.Context]) -> Router {
        let wanted = Set(contexts.flatMap { PublicAPI.endpoints(of: $0) }.map(\.facts.name))
        precondition(
            mounted == wanted,
            "forgotten: \(wanted.subtracting(mounted).sorted()), "
                + "not of these contexts: \(mounted.subtracting(wanted).sorted())")
        return routes.router
    }

    /// The router of a front that answers for all contexts, and so for the document too.
    public consuming func finish() -> Router {
        let document = OpenAPI.document()
        routes.openly(on: .get, OpenAPI.path) { _ in
            var response = Response(.ok, .json, body: .bytes(document))
            response.fields.append(.cacheControl, "public, max-age=60")
            return response
        }
        return finish(PublicAPI.Context.allCases)
    }
}

// MARK: - Places as texts

extension GuardedRouter {
    /// The contract's identifiers are read behind the token: a stranger learns nothing from them.
    fileprivate mutating func on(
        _ facts: EndpointFacts, _ placeCount: Int,
        handler: @escaping @Sendable (Request, Claims, [String]) async throws -> Response
    ) {
        let method = Method(facts.verb)
        switch placeCount {
        case 0: on(method, facts.path) { try await handler($0, $1, []) }
        case 1: on(method, facts.path, String.self) { try await handler($0, $1, [$2]) }
        case 2:
            on(method, facts.path, String.self, String.self) {
                try await handler($0, $1, [$2, $3])
            }
        default: preconditionFailure("\(facts.name): a path has at most two places")
        }
    }

    fileprivate mutating func openly(
        on facts: EndpointFacts, _ placeCount: Int,
        handler: @escaping @Sendable (Request, [String]) async throws -> Response
    ) {
        let method = Method(facts.verb)
        switch placeCount {
        case 0: openly(on: method, facts.path) { try await handler($0, []) }
        case 1: openly(on: method, facts.path, String.self) { try await handler($0, [$1]) }
        case 2:
            openly(on: method, facts.path, String.self, String.self) {
                try await handler($0, [$1, $2])
            }
        default: preconditionFailure("\(facts.name): a path has at most two places")
        }
    }
}

extension Method {
    init(_ verb: Verb) {
        self =
            switch verb {
            case .get: .get
            case .post: .post
            case .put: .put
            case .patch: .patch
            case .delete: .delete
            }
    }
}

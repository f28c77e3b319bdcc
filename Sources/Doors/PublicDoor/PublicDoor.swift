public import Edge
public import HTTP
public import Kernel
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

    @usableFromInline var routes: GuardedRouter<Caller>
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
    @inlinable
    public mutating func on<ID, Query, Body, Answer>(
        _ endpoint: Endpoint<ID, Query, Body, Answer>,
        handler:
            @escaping @Sendable (Call<ID, Query, Body>, Caller) async throws -> Reply<Answer>
    ) {
        let roles = admitted(by: endpoint.facts)
        let mounted = mount(endpoint.facts)
        let (method, path) = Self.route(to: endpoint.facts)
        routes.on(method, path) { request, caller, places in
            guard roles.contains(caller.role) else { throw Self.notFor(caller.role) }
            let call: Call<ID, Query, Body> = try await mounted.read(request, places)
            do {
                let reply = try await handler(call, caller)
                return mounted.response(reply, afterWaitOf: call.waitMilliseconds)
            } catch {
                throw mounted.refusal(error)
            }
        }
    }

    /// An endpoint for everyone.
    @inlinable
    public mutating func openly<ID, Query, Body, Answer>(
        on endpoint: Endpoint<ID, Query, Body, Answer>,
        handler: @escaping @Sendable (Call<ID, Query, Body>) async throws -> Reply<Answer>
    ) {
        precondition(endpoint.facts.access == .anyone, "\(endpoint.facts.name) asks who calls")
        let mounted = mount(endpoint.facts)
        let (method, path) = Self.route(to: endpoint.facts)
        routes.openly(on: method, path) { request, places in
            let call: Call<ID, Query, Body> = try await mounted.read(request, places)
            do {
                let reply = try await handler(call)
                return mounted.response(reply, afterWaitOf: call.waitMilliseconds)
            } catch {
                throw mounted.refusal(error)
            }
        }
    }

    @usableFromInline
    mutating func mount(_ facts: EndpointFacts) -> Mounted {
        precondition(mounted.insert(facts.name).inserted, "\(facts.name) is mounted twice")
        return Mounted(facts, refusing: refusing)
    }

    @usableFromInline
    func admitted(by facts: EndpointFacts) -> [Role] {
        guard case .members(let roles, _) = facts.access else {
            preconditionFailure("\(facts.name) is for everyone: mount it openly")
        }
        return Array(roles)
    }

    @usableFromInline
    static func route(to facts: EndpointFacts) -> (Method, path: String) {
        (Method(facts.verb), facts.path)
    }

    @usableFromInline
    static func notFor(_ role: Role) -> Problem {
        Problem(.forbidden, "This is not for one with the role \(role).")
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
        routes.openly(on: .get, OpenAPI.path) { _, _ in
            var response = Response(.ok, .json, body: .bytes(document))
            response.fields.append(.cacheControl, "public, max-age=60")
            return response
        }
        return finish(PublicAPI.Context.allCases)
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

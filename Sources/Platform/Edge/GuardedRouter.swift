public import HTTP
public import Identity

/// A router whose routes ask for a token unless they are openly for everyone. The plain word makes
/// the closed door, so a forgotten one is never an open one:
///
///     var routes = GuardedRouter(check)
///     routes.openly(on: .get, "/v1/stores/{id}", StoreID.self) { request, store in … }
///     routes.on(.post, "/v1/orders") { request, claims in … }
public struct GuardedRouter<Claims: TokenClaims>: Sendable {
    private let check: TokenCheck<Claims>
    /// For what stands beside these routes, such as a process's own, and for those who count them.
    public private(set) var router = Router()

    public init(_ check: TokenCheck<Claims>) {
        self.check = check
    }

    /// A route for whoever has a token that is believed.
    public mutating func on<each Parameter: PathParameter>(
        _ method: Method, _ pattern: String, _ types: repeat (each Parameter).Type,
        handler:
            @escaping @Sendable (Request, Claims, repeat each Parameter) async throws -> Response
    ) {
        let check = self.check
        router.on(method, pattern, repeat each types) {
            (request: Request, values: repeat each Parameter) in
            let answer = check { request, claims in
                try await handler(request, claims, repeat each values)
            }
            return try await answer(request)
        }
    }

    /// A route for everyone.
    public mutating func openly<each Parameter: PathParameter>(
        on method: Method, _ pattern: String, _ types: repeat (each Parameter).Type,
        handler: @escaping @Sendable (Request, repeat each Parameter) async throws -> Response
    ) {
        router.on(method, pattern, repeat each types, handler: handler)
    }

    public var handler: Handler { router.handler }
}

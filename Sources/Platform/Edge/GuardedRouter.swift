public import HTTP
public import Identity

/// A router whose routes ask for a token unless they are openly for everyone. The plain word makes
/// the closed door, so a forgotten one is never an open one:
///
///     var routes = GuardedRouter(check)
///     routes.openly(on: .get, "/v1/stores/{id}") { request, places in … }
///     routes.on(.post, "/v1/orders") { request, claims, places in … }
///
/// What stands in the places of a path means something to the handler alone, behind the token: a
/// stranger learns nothing from it.
public struct GuardedRouter<Claims: TokenClaims>: Sendable {
    @usableFromInline let check: TokenCheck<Claims>
    /// For what stands beside these routes, such as a process's own, and for those who count them.
    public private(set) var router = Router()

    public init(_ check: TokenCheck<Claims>) {
        self.check = check
    }

    /// A route for whoever has a token that is believed.
    @inlinable
    public mutating func on(
        _ method: Method, _ pattern: String,
        handler: @escaping @Sendable (Request, Claims, [String]) async throws -> Response
    ) {
        let check = self.check
        openly(on: method, pattern) { request, places in
            let claims = try check.claims(of: request)
            guard let limit = check.limit else { return try await handler(request, claims, places) }
            return try await limit.govern(claims) { try await handler(request, claims, places) }
        }
    }

    /// A route for everyone.
    public mutating func openly(
        on method: Method, _ pattern: String, handler: @escaping Router.PlacedHandler
    ) {
        router.on(method, pattern, handler: handler)
    }

    public var handler: Handler { router.handler }
}

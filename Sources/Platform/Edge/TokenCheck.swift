public import EventLoop
public import HTTP
public import Identity

/// A handler that is called only for a bearer who was believed. What it may do with the request it
/// learns from the claims, which it cannot get in another way.
public typealias Authenticated<Claims> = @Sendable (Request, Claims) async throws -> Response

/// Makes handlers of authenticated ones: it believes the token or refuses the request.
///
///     let check = TokenCheck(verifier, realm: "api", as: AccessClaims.self)
///     let handler = check { request, claims in … }
public struct TokenCheck<Claims: TokenClaims>: Sendable {
    @usableFromInline let verifier: TokenVerifier
    @usableFromInline let believed: PerLoop<BelievedTokens<Claims>>
    @usableFromInline let door: TokenDoor
    /// Nil where it is switched off.
    @usableFromInline let limit: MemberLimit<Claims>?

    /// Each of `loops` remembers whom it believed; on any other each token is verified anew.
    public init(
        _ verifier: TokenVerifier, realm: StaticString, as claims: Claims.Type = Claims.self,
        limit: MemberLimit<Claims>? = nil, loops: [EventLoop] = []
    ) {
        self.verifier = verifier
        believed = PerLoop(loops) { _ in BelievedTokens(verifier) }
        door = TokenDoor(realm: "\(realm)")
        self.limit = limit.flatMap { $0.isOn ? $0 : nil }
    }

    public func callAsFunction(_ handler: @escaping Authenticated<Claims>) -> Handler {
        { request in
            let claims = try claims(of: request)
            guard let limit else { return try await handler(request, claims) }
            return try await limit.govern(claims) { try await handler(request, claims) }
        }
    }

    /// Who sends this request. Throws what RFC 6750 has answered to whom it does not believe.
    @inlinable
    public func claims(of request: Request) throws(Problem) -> Claims {
        var claims: Claims?
        try door.open(to: request) { token, now in
            claims = believe(token, atUnixSeconds: now)
            return claims != nil
        }
        guard let claims else { preconditionFailure("the door opens to those who are believed") }
        return claims
    }

    /// Nil when the token is not true; why is nothing that its sender must know.
    @inlinable
    func believe(_ token: Span<UInt8>, atUnixSeconds now: Int64) -> Claims? {
        do throws(TokenRejection) {
            guard let believed = believed.ifHere else {
                return try verifier.verify(token, as: Claims.self, atUnixSeconds: now).claims
            }
            return try believed.verify(token, atUnixSeconds: now).claims
        } catch {
            return nil
        }
    }
}

extension FieldName {
    public static let wwwAuthenticate: FieldName = "www-authenticate"
}

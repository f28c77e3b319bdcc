import EventLoop
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
    private let verifier: TokenVerifier
    private let realm: String
    private let limit: MemberLimit<Claims>?

    public init(
        _ verifier: TokenVerifier, realm: StaticString, as claims: Claims.Type = Claims.self,
        limit: MemberLimit<Claims>? = nil
    ) {
        self.verifier = verifier
        self.realm = "\(realm)"
        self.limit = limit
    }

    public func callAsFunction(_ handler: @escaping Authenticated<Claims>) -> Handler {
        { request in
            try await answer(request) { claims in try await handler(request, claims) }
        }
    }

    /// The same for one request, by a closure that need not be kept.
    func answer(
        _ request: Request, _ handler: (Claims) async throws -> Response
    ) async throws -> Response {
        let claims = try self.claims(of: request)
        guard let limit else { return try await handler(claims) }
        return try await limit.govern(claims) { try await handler(claims) }
    }

    /// Who sends this request. Throws what RFC 6750 has answered to whom it does not believe.
    public func claims(of request: Request) throws(Problem) -> Claims {
        let believed: Result<Claims, Disbelief>? = request.fields.withOnlyValue(.authorization) {
            believe($0.span)
        }
        guard let believed else {
            // None, or more than one: two readers could choose two.
            throw request.fields.contains(.authorization) ? malformed : missing
        }
        switch believed {
        case .success(let claims): return claims
        case .failure(.missing): throw missing
        case .failure(.malformed): throw malformed
        case .failure(.untrue): throw untrue
        }
    }

    private enum Disbelief: Error { case missing, malformed, untrue }

    /// Reads the token where it stands: each request with one comes by here.
    private func believe(_ value: Span<UInt8>) -> Result<Claims, Disbelief> {
        switch Credentials(value) {
        case .missing: return .failure(.missing)
        case .malformed: return .failure(.malformed)
        case .bearer(let place):
            let token = value.extracting(place)
            let now = EventLoop.here.unixMilliseconds / 1_000
            do throws(TokenRejection) {
                return .success(try verifier.verify(token, atUnixSeconds: now).claims)
            } catch {
                return .failure(Credentials.isWellFormed(token) ? .untrue : .malformed)
            }
        }
    }

    // MARK: Refusals

    /// A request that did not try to say who it is from is told no error, only how to.
    private var missing: Problem {
        refusal(.unauthorized, "token-missing", "This needs an Authorization field: Bearer, token.")
    }

    /// Whether it is forged, foreign or too old is nothing that its sender must know.
    private var untrue: Problem {
        refusal(
            .unauthorized, "token-invalid", "The token is not valid, or no longer. Get a new one.",
            error: "invalid_token")
    }

    private var malformed: Problem {
        refusal(
            .badRequest, "authorization-malformed",
            "A request has at most one Authorization field, of the form: Bearer, space, token.",
            error: "invalid_request")
    }

    private func refusal(
        _ status: Status, _ code: String, _ detail: String, error: String? = nil
    ) -> Problem {
        var problem = Problem(status, code: code, detail: detail)
        let reason = error.map { ", error=\"\($0)\"" } ?? ""
        problem.fields.append(.wwwAuthenticate, "Bearer realm=\"\(realm)\"\(reason)")
        return problem
    }
}

extension FieldName {
    public static let wwwAuthenticate: FieldName = "www-authenticate"
}

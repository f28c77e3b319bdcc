import EventLoop
import HTTP
import Resilience

extension RateLimiter {
    /// Takes one call from the key's quota and answers it, or refuses it.
    func govern(
        _ key: Key, _ answer: () async throws -> Response
    ) async throws -> Response {
        try await policy.govern(take(key, at: EventLoop.here.now), answer)
    }
}

extension RateLimitPolicy {
    /// Every answer says where the caller stands, a problem too; a fault says nothing but that it is
    /// one.
    func govern(
        _ standing: RateLimitAnswer, _ answer: () async throws -> Response
    ) async throws -> Response {
        guard standing.isAllowed else { throw refusal(standing) }
        do {
            var response = try await answer()
            response.fields.append(standing, of: self)
            return response
        } catch var problem as Problem {
            problem.fields.append(standing, of: self)
            throw problem
        }
    }

    private func refusal(_ standing: RateLimitAnswer) -> Problem {
        var problem = Problem(
            .tooManyRequests, code: "too-many-requests",
            detail: "\(quota) requests in \(windowSeconds) s are the limit here. "
                + "Try again in \(standing.retryAfterSeconds) s.")
        problem.fields.append(standing, of: self)
        return problem
    }
}

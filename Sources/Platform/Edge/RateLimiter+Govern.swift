import EventLoop
import HTTP
import Resilience

extension RateLimiter {
    /// Takes one call from the key's quota and answers it, or refuses it. Every answer says where the
    /// key stands, a problem too; a fault says nothing but that it is one.
    func govern(
        _ key: Key, _ answer: () async throws -> Response
    ) async throws -> Response {
        let standing = take(key, at: EventLoop.here.now)
        guard standing.isAllowed else { throw refusal(standing) }
        do {
            var response = try await answer()
            response.fields.append(standing, of: policy)
            return response
        } catch var problem as Problem {
            problem.fields.append(standing, of: policy)
            throw problem
        }
    }

    private func refusal(_ standing: RateLimitAnswer) -> Problem {
        var problem = Problem(
            .tooManyRequests, code: "too-many-requests",
            detail: "\(policy.quota) requests in \(policy.windowSeconds) s are the limit here. "
                + "Try again in \(standing.retryAfterSeconds) s.")
        problem.fields.append(standing, of: policy)
        return problem
    }
}

import EventLoop
public import HTTP

/// Reads the token of a request where it stands, and refuses those who have none that is true: what
/// a check does that is the same for all claims.
@usableFromInline
struct TokenDoor: Sendable {
    let realm: String

    /// Returns when `isTrue` says so of the token, at this time.
    @usableFromInline
    func open(
        to request: Request, if isTrue: (Span<UInt8>, _ unixSeconds: Int64) -> Bool
    ) throws(Problem) {
        var verdict: Verdict?
        // Not its result: it would be made, and unmade, for any type there may be.
        _ = request.fields.withOnlyValue(.authorization) { value in
            verdict = Self.verdict(on: value.span, isTrue)
        }
        switch verdict {
        case .believed: return
        case .missing: throw missing
        case .malformed: throw malformed
        case .untrue: throw untrue
        // None, or more than one: two readers could choose two.
        case nil: throw request.fields.contains(.authorization) ? malformed : missing
        }
    }

    private enum Verdict { case believed, missing, malformed, untrue }

    private static func verdict(
        on value: Span<UInt8>, _ isTrue: (Span<UInt8>, Int64) -> Bool
    ) -> Verdict {
        switch Credentials(value) {
        case .missing: return .missing
        case .malformed: return .malformed
        case .bearer(let place):
            let token = value.extracting(place)
            if isTrue(token, EventLoop.here.unixMilliseconds / 1_000) { return .believed }
            return Credentials.isWellFormed(token) ? .untrue : .malformed
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

import HTTP

/// Whether a failed attempt may be followed by another. The caller says, for it alone knows what
/// doing it twice would do.
public enum RetryAdvice: Equatable, Sendable {
    case giveUp
    case tryAgain
    /// The other side has asked for this much peace.
    case tryAgainAfter(milliseconds: Int)
}

extension RetryAdvice {
    /// For a call over HTTP that brought no response, or one that says "not now". What was never
    /// sent can always be sent again; the rest only if doing it twice is safe.
    init(_ error: any Error, isSafeToRepeat isSafe: Bool) {
        self =
            switch error {
            case let unwell as UnwellResponse where isSafe: unwell.advice
            case ClientError.cannotConnect, ClientError.connectTimedOut: .tryAgain
            case ClientError.firstByteTimedOut, ClientError.connectionLost, ClientError.truncated:
                isSafe ? .tryAgain : .giveUp
            default: .giveUp
            }
    }
}

/// A response that is a failure of the target rather than an answer to the caller.
struct UnwellResponse: Error {
    let response: Response

    /// 500 is not among those tried again: what broke the handler once is likely to do it twice.
    var advice: RetryAdvice {
        switch response.status {
        case .badGateway, .serviceUnavailable, .gatewayTimeout: break
        default: return .giveUp
        }
        guard let asked = response.fields[.retryAfter] else { return .tryAgain }
        // The other form is a date of the other side's clock, which may not be ours: it is
        // honoured by not trying again.
        guard let seconds = Int(asked), (0...86_400).contains(seconds) else { return .giveUp }
        return .tryAgainAfter(milliseconds: seconds * 1_000)
    }
}

extension Response {
    func unlessUnwell() throws(UnwellResponse) -> Response {
        guard status.code < 500 else { throw UnwellResponse(response: self) }
        return self
    }
}

extension Body {
    /// A stream is pulled once.
    var isRepeatable: Bool {
        if case .stream = self { false } else { true }
    }
}

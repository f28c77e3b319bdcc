import EventLoop

/// What a server answers in place of a handler.
extension Problem {
    static let requestTooSlow = Problem(
        .requestTimeout, code: "request-too-slow", detail: "The request took too long to arrive.")

    static let outOfTime = Problem(
        .serviceUnavailable, code: "out-of-time",
        detail: "The request could not be handled within its time limit.")

    public static let internalError = Problem(
        .internalServerError, code: "internal-error",
        detail: "Something failed on this side. It has been logged.")

    init(_ error: MessageError) {
        self.init(error.status, code: error.code, detail: error.explanation)
    }

    /// What was wrong with a request that could not be read; nil when nobody is left to be told.
    init?(refusing error: ReceiveError) {
        switch error {
        case .message(.truncated): return nil
        case .message(let error): self.init(error)
        case .stream(.timedOut): self = .requestTooSlow
        case .stream: return nil
        }
    }
}

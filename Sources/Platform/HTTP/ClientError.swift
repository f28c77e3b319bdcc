public import EventLoop

/// Why a request got no response, told apart by what may be done about it.
public enum ClientError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No connection came about; the request was not sent.
    case cannotConnect(StreamError)
    case connectTimedOut
    /// Every connection is in use and enough others wait; the request was not sent.
    case tooManyWaiting
    /// The request was sent; whether it was carried out is not known.
    case firstByteTimedOut
    case deadlineExceeded
    case connectionLost(StreamError)
    case truncated
    case malformedResponse(MessageError)
    case cancelled
    /// The body that the caller streamed broke off; with the reason when it came over a wire.
    case requestBodyFailed(ReceiveError?)

    /// Whether the server can have seen any of the request.
    public var wasNeverSent: Bool {
        switch self {
        case .cannotConnect, .connectTimedOut, .tooManyWaiting: true
        case .firstByteTimedOut, .deadlineExceeded, .connectionLost, .truncated,
            .malformedResponse, .cancelled, .requestBodyFailed:
            false
        }
    }

    public var description: String {
        switch self {
        case .cannotConnect(let error): "no connection: \(error)"
        case .connectTimedOut: "no connection within the time limit"
        case .tooManyWaiting: "all connections are in use and too many requests wait for one"
        case .firstByteTimedOut: "no response within the time limit"
        case .deadlineExceeded: "the deadline passed before the response was complete"
        case .connectionLost(let error): "the connection was lost: \(error)"
        case .truncated: "the server ended the connection before its response was complete"
        case .malformedResponse(let error): "not a valid response: \(error.code)"
        case .cancelled: "the task was cancelled"
        case .requestBodyFailed(let cause):
            "the request's body broke off: \(cause?.description ?? "its source failed")"
        }
    }
}

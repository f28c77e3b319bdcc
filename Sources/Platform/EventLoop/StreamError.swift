/// Why a byte stream can no longer be read from or written to.
public enum StreamError: Error, Equatable, Sendable, CustomStringConvertible {
    /// This side closed it.
    case closed
    /// A time limit of this side ended it.
    case timedOut
    /// The task that used it was cancelled.
    case cancelled
    /// The peer, or the network, ended it.
    case system(SystemError)

    public var description: String {
        switch self {
        case .closed: "the connection was closed on this side"
        case .timedOut: "the connection's time was up"
        case .cancelled: "the task that used the connection was cancelled"
        case .system(let error): error.description
        }
    }
}

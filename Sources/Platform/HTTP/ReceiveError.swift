public import EventLoop

/// Why a message could not be received whole.
public enum ReceiveError: Error, Equatable, Sendable, CustomStringConvertible {
    case message(MessageError)
    case stream(StreamError)

    public var description: String {
        switch self {
        case .message(let error): error.explanation
        case .stream(let error): error.description
        }
    }

    /// Runs a parser: what it finds wrong is the message's fault, not the stream's.
    static func ofMessage<Result>(
        _ parse: () throws(MessageError) -> Result
    ) throws(ReceiveError) -> Result {
        do throws(MessageError) { return try parse() } catch { throw .message(error) }
    }
}

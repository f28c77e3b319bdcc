import HTTP
import Resilience

/// Why there is no answer. None of these says that nothing was done: an attempt before the last one
/// may have been carried out. Ask, or send the same again under the same key.
public enum NoAnswer: String, CaseIterable, Sendable {
    /// The breaker is open or the bulkhead full: the last attempt was not made.
    case heldBack = "held-back"
    case unreachable
    case tooLate = "too-late"
    /// It answered that it failed, or something that is no answer.
    case unwell
    /// Whoever wanted to know has gone.
    case abandoned

    init(_ error: any Error) {
        self =
            switch error {
            case let error as ClientError: NoAnswer(error)
            case BulkheadRejection.cancelled, is CancellationError: .abandoned
            case BulkheadRejection.deadlineExceeded, is DeadlineExceeded: .tooLate
            case BulkheadRejection.full, is CircuitOpen: .heldBack
            default: .unwell
            }
    }

    private init(_ error: ClientError) {
        self =
            switch error {
            case .cannotConnect, .connectTimedOut, .connectionLost, .truncated: .unreachable
            case .firstByteTimedOut, .deadlineExceeded: .tooLate
            case .tooManyWaiting: .heldBack
            case .malformedResponse, .requestBodyFailed: .unwell
            case .cancelled: .abandoned
            }
    }
}

import CSQLite
import EventLoop

/// Breaks off what a connection is doing, at a deadline, on demand, or after too many steps.
///
/// SQLite asks it every few thousand virtual instructions. Unlike `sqlite3_interrupt` it can be
/// raised when nothing runs, when the connection is being closed, and it knows why.
final class StopSign: Sendable {
    private struct State {
        var deadline = Instant.distantFuture
        var checksLeft = Int.max
        var reason: StorageError.Interruption?
    }

    /// About 0.1 ms of work: what a deadline can be late by.
    static let instructionsACheck: Int32 = 10_000

    private let state = Lock(State())

    var reason: StorageError.Interruption? { state.withLock { $0.reason } }

    /// Takes the sign down, for the next piece of work and its limit.
    func clear(instructionLimit: Int = .max) {
        state.withLock { state in
            state.checksLeft = instructionLimit / Int(Self.instructionsACheck)
            state.reason = nil
        }
    }

    /// Does not take the sign down: it may have been raised before the work began.
    func set(deadline: Instant) {
        state.withLock { $0.deadline = deadline }
    }

    func raise(_ reason: StorageError.Interruption) {
        state.withLock { state in
            if state.reason == nil { state.reason = reason }
        }
    }

    /// Whether to stop here; called by the thread that works.
    func check() -> Bool {
        state.withLock { state in
            guard state.reason == nil else { return true }
            state.checksLeft -= 1
            if state.checksLeft < 0 {
                state.reason = .tooMuchWork
            } else if state.deadline != .distantFuture, state.deadline <= .present() {
                state.reason = .deadline
            }
            return state.reason != nil
        }
    }

    /// Has `connection` ask this sign for as long as it is open.
    func attach(to connection: OpaquePointer) {
        sqlite3_progress_handler(
            connection, Self.instructionsACheck,
            { sign in
                guard let sign else { return 0 }
                return Unmanaged<StopSign>.fromOpaque(sign).takeUnretainedValue().check() ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}

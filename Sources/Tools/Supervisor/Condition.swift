import EventLoop
import Processes

/// How a kept process is, and what is wanted of it.
struct Condition: Sendable {
    private(set) var state = ProcessState.starting
    private(set) var since: Instant
    private(set) var note: String?
    /// Whether it ever was: one that never was is not tried again.
    private(set) var hasBeenReady = false
    private(set) var restarts = 0
    var child: ChildProcess?
    /// Why the supervisor itself ended it, if it did.
    var verdict: String?

    init(at now: Instant) {
        since = now
    }

    var isStopWanted: Bool { state == .stopping || state == .stopped }

    /// Nothing but the end follows once it is to stop.
    mutating func enter(_ next: ProcessState, note: String? = nil, at now: Instant) {
        guard next == .stopped || !isStopWanted else { return }
        if next == .waiting { restarts += 1 }
        if next == .ready { hasBeenReady = true }
        if next != state { since = now }
        state = next
        self.note = note
    }
}

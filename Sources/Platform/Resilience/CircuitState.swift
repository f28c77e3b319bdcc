public import EventLoop

/// What a breaker does with the next call.
public enum CircuitState: Equatable, Sendable {
    /// Lets calls through and counts how they end.
    case closed
    /// Rejects all, until it is time to ask again.
    case open(until: Instant)
    /// Lets a few through to see whether the target has come back.
    case halfOpen(Probes)

    public struct Probes: Equatable, Sendable {
        public internal(set) var running: Int
        public internal(set) var succeeded: Int
        /// When the latest of them began.
        var began: Instant
    }
}

/// How a call ended, as far as its target's health is concerned.
public enum CallOutcome: Equatable, Sendable {
    case success
    case failure
    /// Says nothing: the caller went away, or never got as far as the target. A call that was slow
    /// until then counts as failed all the same.
    case ignored
}

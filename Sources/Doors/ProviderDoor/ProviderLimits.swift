import HTTP
import Resilience

/// What a phase spends on one provider, on each loop.
enum ProviderLimits {
    /// For a call with all its attempts.
    static let deadlineMilliseconds = 3_000
    /// A provider that has not begun to answer by then has failed, and the breaker is told. The rest
    /// of the time is for a second attempt.
    static let firstByteMilliseconds = 2_500
    /// The drill that does without a deadline waits as long as a client without limits of its own.
    static let withoutDeadlineMilliseconds = 30_000
    static let answerBytes = 1 << 20

    static func client(_ without: Without) -> ClientLimits {
        var limits = ClientLimits()
        limits.firstByteMilliseconds =
            without.contains(.deadline) ? withoutDeadlineMilliseconds : firstByteMilliseconds
        limits.bodyBytes = answerBytes
        return limits
    }

    static let upstream = {
        var limits = UpstreamLimits()
        // A provider is slower than any service of ours may be, and stumbles now and then: two calls
        // that each work at their third attempt must not open the circuit.
        limits.circuit.slowCallMilliseconds = deadlineMilliseconds
        limits.circuit.leastCalls = 10
        limits.bulkhead = BulkheadLimits(atOnce: 64, waiting: 256)
        return limits
    }()
}

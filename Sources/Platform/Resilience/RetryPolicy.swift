/// How often and how patiently something is tried again.
public struct RetryPolicy: Sendable {
    /// The first one counts.
    public var attempts = 3
    public var firstDelayMilliseconds = 20
    public var mostDelayMilliseconds = 1_000

    public init() {}

    /// Full jitter: anywhere between nothing and a ceiling that doubles each time. Callers that
    /// failed together do not come back together.
    func delayNanoseconds(
        afterAttempt attempt: Int, using random: inout any RandomNumberGenerator
    ) -> UInt64 {
        let doublings = min(attempt - 1, 30)
        let ceiling = min(firstDelayMilliseconds << doublings, mostDelayMilliseconds)
        return UInt64.random(in: 0...UInt64(ceiling) * 1_000_000, using: &random)
    }
}

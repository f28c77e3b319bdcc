/// What a client spends on one target, a loop.
public struct ClientLimits: Sendable {
    public var head = HeadLimits()
    public var bodyBytes = 16 << 20
    /// A loop. Whoever needs one more waits.
    public var connections = 256
    public var waiting = 1_024
    public var connectMilliseconds = 1_000
    /// From the request's last byte to the response's first.
    public var firstByteMilliseconds = 10_000
    /// For requests without a deadline of their own.
    public var totalMilliseconds = 30_000
    /// For how long a stream of events may say nothing. A server of ours writes a comment thrice in
    /// that time.
    public var eventSilenceMilliseconds = 45_000
    /// A little less than a server's idle limit, so that it is the client who closes.
    public var idleMilliseconds = 50_000
    /// How many 1xx responses may come before the real one.
    public var informationalResponses = 8

    public init() {}
}

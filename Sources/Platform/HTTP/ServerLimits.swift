/// What one client may take of a server. Everything has a limit; each is named with its unit.
public struct ServerLimits: Sendable {
    public var head = HeadLimits()
    public var bodyBytes = 1 << 20
    public var connections = 10_000
    /// Between two requests of a connection, and before its first.
    public var idleMilliseconds = 60_000
    /// From the first byte of a head to its last.
    public var headMilliseconds = 15_000
    /// From the end of the head to the last byte of the body.
    public var bodyMilliseconds = 30_000
    /// From the complete request to the response.
    public var handlerMilliseconds = 30_000
    /// Without the client taking one byte of the response.
    public var writeStallMilliseconds = 30_000
    /// How long a stream of events may say nothing before a comment is written.
    public var eventSilenceMilliseconds = 15_000
    /// How much longer a handler may ignore that its time is up before the connection is closed.
    public var graceMilliseconds = 1_000
    /// A refused client may still be sending; it is listened to so long, that it can read why.
    public var lingerMilliseconds = 1_000
    public var lingerBytes = 1 << 20
    /// How much of a body that the handler did not read is read for it, to keep the connection.
    public var discardedBodyBytes = 1 << 16

    public init() {}

    /// For a server that only processes of ours call. Each adds to what it sends on (`Via`, a
    /// deadline, a trace, who is calling), and a head that just passed the front must pass here too:
    /// refused this late it would look like a fault of ours.
    public static var `internal`: ServerLimits {
        var limits = ServerLimits()
        limits.head.startLineBytes += 1_024
        limits.head.headBytes += 8_192
        limits.head.fieldCount += 28
        return limits
    }
}

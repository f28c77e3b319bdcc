/// What is noted about a request while it is handled, for those who stand around its handler.
///
/// It travels with the request by reference: what the router notes inside, its middleware reads
/// outside. Telemetry's own kind also knows the span that the request's calls are part of.
open class RequestNote: @unchecked Sendable {
    // Sendable: written and read only by the task that handles the request, and its children's
    // wait for it.

    /// Which of the router's `routes` the request took; nil when it took none.
    public internal(set) final var routeIndex: Int?

    public init() {}

    /// Adds to a request that is sent on behalf of this one what it should say of that.
    open func carry(into fields: inout Fields) {}
}

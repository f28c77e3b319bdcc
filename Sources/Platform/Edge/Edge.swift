public import EventLoop
public import HTTP
public import Resilience

/// What any public front does before and after the business: a function from handler to handler.
///
///     let edge = Edge(settings, loops: loops, makeRandomness: …, onFault: …)
///     Server(loops: loops, onFault: …, handler: edge(routes.handler))
///
/// Who a request is from is asked further in, by the route that wants to know: see `GuardedRouter`.
public struct Edge: Sendable {
    private let requestIDs: RequestIDs
    private let observed: Middleware
    private let internalFields: InternalFields
    private let addressLimit: AddressLimit?
    /// For metrics, as are the limit's counts.
    public let cache: PublicCache

    /// `makeRandomness` gives each loop a generator of its own. `observed` stands where it sees all
    /// that is refused and fails behind it, each with its id; logs and traces go there. `onFault`
    /// hears of the faults that come out of it: of none when it is `RequestTelemetry`, which tells
    /// each itself.
    public init(
        _ settings: EdgeSettings, loops: [EventLoop], without: Without = .nothing,
        makeRandomness: () -> any RandomNumberGenerator,
        observed: @escaping Middleware = { $0 },
        onFault: @escaping @Sendable (Request, any Error) -> Void
    ) {
        precondition(!loops.isEmpty, "a front stands on a loop")
        requestIDs = RequestIDs(
            loops: loops, proxies: settings.proxies, makeRandomness: makeRandomness,
            onFault: onFault)
        self.observed = observed
        internalFields = InternalFields(names: settings.internalFields)
        addressLimit =
            without.contains(.rateLimit)
            ? nil
            : settings.addressLimit.map { policy in
                AddressLimit(
                    limiter: RateLimiter(
                        policy, mostKeys: settings.mostAddresses, at: loops[0].now),
                    proxies: settings.proxies)
            }
        cache = PublicCache(loops: loops, limits: settings.cache, without: without)
    }

    /// From the inside out: what comes later here stands before all that came earlier. (As a list
    /// to be folded, each layer would pay for two thunks.)
    public func callAsFunction(_ handler: @escaping Handler) -> Handler {
        var handler = handler
        handler = cache(handler)  // what is for everybody is asked once, and kept with its tag
        handler = ConditionalRequests.around(handler)  // a 304 of what was made, or was kept
        if let addressLimit { handler = addressLimit(handler) }  // the cheapest refusal comes first
        handler = internalFields(handler)  // nobody behind here reads what only we may say
        handler = observed(handler)  // logs and traces see all of the above, under its id
        return requestIDs(handler)  // every answer has an id, a refusal and a fault too
    }

    /// How many requests the address limit refused, and how many had to share the strangers'
    /// bucket; nil without a limit.
    public var addressTallies: (refused: Tally, crowded: Tally)? {
        addressLimit.map { ($0.limiter.refused, $0.limiter.crowded) }
    }
}

/// What a front is told about its place.
public struct EdgeSettings: Sendable {
    public var proxies = TrustedProxies.none
    /// Fields that only processes of ours set: who the member is, what he may.
    public var internalFields: [FieldName] = []
    public var addressLimit: RateLimitPolicy?
    public var mostAddresses = 65_536
    public var cache = CacheLimits()

    public init() {}
}

public import EventLoop
public import HTTP

/// What a caller spends on one target, on each loop.
public struct UpstreamLimits: Sendable {
    public var circuit = CircuitLimits()
    public var bulkhead = BulkheadLimits(atOnce: 128, waiting: 512)
    public var retry = RetryPolicy()
    public var retryBudget = RetryBudget.Limits()

    public init() {}
}

/// A target that is called with all safeguards around it: from the outside in a retry within its
/// budget and the deadline, a bulkhead, a breaker.
public final class Upstream: Sendable {
    /// As logs and metrics call it.
    public let name: String
    private let client: Client
    private let safeguards: PerLoop<UpstreamSafeguards>

    /// `seed` is drawn from the environment's randomness; the jitter of each loop comes from it.
    public init(
        _ name: String, _ client: Client, loops: [EventLoop],
        limits: UpstreamLimits = UpstreamLimits(), without: Without = .nothing, seed: UInt64
    ) {
        self.name = name
        self.client = client
        var seeds = SeededGenerator(seed: seed)
        safeguards = PerLoop(loops) { loop in
            UpstreamSafeguards(loop, limits, without, seed: seeds.next())
        }
    }

    /// What stands on each loop, for metrics.
    public var all: [(loop: EventLoop, value: UpstreamSafeguards)] { safeguards.all }

    /// Sends a request until it is answered, or may not or need not be sent again. A response that
    /// says "not now" is given out when trying again has not helped.
    ///
    /// `isSafeToRepeat` is for the caller to say where the method does not: a POST with an
    /// idempotency key is safe.
    public func send(_ request: Request, isSafeToRepeat: Bool? = nil) async throws -> Response {
        let safeguards = safeguards.here
        let deadline = Deadline(of: request)
        let isSafe = (isSafeToRepeat ?? request.method.isIdempotent) && request.body.isRepeatable
        do {
            return try await safeguards.retry.run(
                by: deadline, advice: { RetryAdvice($0, isSafeToRepeat: isSafe) }
            ) {
                try await safeguards.bulkhead.run(by: deadline) {
                    try await safeguards.breaker.run(judge: Self.judge) {
                        try await client.send(request).unlessUnwell()
                    }
                }
            }
        } catch let unwell as UnwellResponse {
            return unwell.response
        }
    }

    /// A deadline that passes says nothing of the target: a client may send as short a one as it
    /// likes, and must not be able to open the circuit for all.
    private static func judge(_ error: any Error) -> CallOutcome {
        switch error as? ClientError {
        case .tooManyWaiting, .deadlineExceeded, .cancelled, .requestBodyFailed: .ignored
        case .cannotConnect, .connectTimedOut, .firstByteTimedOut, .connectionLost, .truncated,
            .malformedResponse, nil:
            .failure
        }
    }
}

/// The safeguards of one target on one loop.
public struct UpstreamSafeguards: Sendable {
    public let breaker: CircuitBreaker
    public let bulkhead: Bulkhead
    public let retry: Retry
    public let retryBudget: RetryBudget

    init(_ loop: EventLoop, _ limits: UpstreamLimits, _ without: Without, seed: UInt64) {
        breaker = CircuitBreaker(loop: loop, limits: limits.circuit, without: without)
        bulkhead = Bulkhead(loop: loop, limits: limits.bulkhead, without: without)
        retryBudget = RetryBudget(limits.retryBudget, without: without)
        retry = Retry(
            loop: loop, policy: limits.retry, budget: retryBudget,
            random: SeededGenerator(seed: seed), without: without)
    }
}

/// What keeps retries from becoming the load that holds a sick service down: each request earns a
/// tenth of a retry, and each retry costs a whole one.
///
/// However long the trouble, retries stay within `percentOfRequests` of the requests, and the small
/// reserve that is there at the start and after quiet times.
public final class RetryBudget: @unchecked Sendable {
    // Sendable: touched only on the loop of its retries.

    public struct Limits: Sendable {
        public var percentOfRequests = 10
        public var reserveRetries = 10

        public init() {}
    }

    private static let retryPrice = 100

    private let limits: Limits
    private let isOn: Bool
    private var balance: Int
    /// How many retries it would not pay.
    public let refused = Tally()

    public init(_ limits: Limits = Limits(), without: Without = .nothing) {
        self.limits = limits
        isOn = !without.contains(.retryBudget)
        balance = limits.reserveRetries * Self.retryPrice
    }

    func earn() {
        balance = min(
            balance + limits.percentOfRequests, limits.reserveRetries * Self.retryPrice)
    }

    func pay() -> Bool {
        guard isOn else { return true }
        guard balance >= Self.retryPrice else {
            refused.increment()
            return false
        }
        balance -= Self.retryPrice
        return true
    }
}

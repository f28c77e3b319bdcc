public import HTTP

/// So many calls in so long a time, under a name that clients see.
public struct RateLimitPolicy: Equatable, Sendable {
    public let name: String
    /// Also the most that can come at once.
    public let quota: Int
    public let windowSeconds: Int
    /// Its fields go out with every answer, so what is the same in all of them is written once.
    private let itemText: String
    fileprivate let policyText: String

    /// The bounds keep a bucket's arithmetic within 64 bits.
    public init(_ name: StaticString, quota: Int, windowSeconds: Int) {
        precondition((1...100_000).contains(quota), "a quota is 1 to 100,000 calls")
        precondition((1...86_400).contains(windowSeconds), "a window is a second to a day")
        self.name = "\(name)"
        self.quota = quota
        self.windowSeconds = windowSeconds
        itemText = "\"\(name)\""
        policyText = "\(itemText);q=\(quota);w=\(windowSeconds)"
    }

    fileprivate func text(of answer: RateLimitAnswer) -> String {
        "\(itemText);r=\(answer.remaining);t=\(answer.resetSeconds)"
    }
}

/// What a limiter says to one call.
public struct RateLimitAnswer: Equatable, Sendable {
    public let isAllowed: Bool
    public let remaining: Int
    /// Until the whole quota is there again.
    public let resetSeconds: Int
    /// Until one more call is allowed; zero when this one was.
    public let retryAfterSeconds: Int
}

extension FieldName {
    public static let rateLimit: FieldName = "ratelimit"
    public static let rateLimitPolicy: FieldName = "ratelimit-policy"
}

extension Fields {
    /// Tells the client where it stands (draft-ietf-httpapi-ratelimit-headers). Both fields are
    /// lists, so several limits can each add their own.
    public mutating func append(_ answer: RateLimitAnswer, of policy: RateLimitPolicy) {
        append(.rateLimitPolicy, policy.policyText)
        append(.rateLimit, policy.text(of: answer))
        if !answer.isAllowed { set(.retryAfter, String(answer.retryAfterSeconds)) }
    }
}

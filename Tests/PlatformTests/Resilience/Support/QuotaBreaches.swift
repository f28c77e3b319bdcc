import Resilience

/// In how many of all stretches of time, each from one call that passed to another, more calls
/// passed than the quota and what came in that time.
func breaches(of policy: RateLimitPolicy, in passedNanoseconds: [UInt64]) -> Int {
    let windowNanoseconds = UInt64(policy.windowSeconds) * 1_000_000_000
    var count = 0
    for (first, start) in passedNanoseconds.enumerated() {
        for last in first..<passedNanoseconds.count {
            let came = (passedNanoseconds[last] - start) * UInt64(policy.quota) / windowNanoseconds
            if last - first + 1 > policy.quota + Int(came) { count += 1 }
        }
    }
    return count
}

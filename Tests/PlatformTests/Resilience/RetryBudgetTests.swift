import EventLoop
import Testing

@testable import Resilience

@Suite struct RetryBudgetTests {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `retries never exceed their share of the requests and the reserve`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var limits = RetryBudget.Limits()
        limits.percentOfRequests = Int.random(in: 0...30, using: &random)
        limits.reserveRetries = Int.random(in: 0...20, using: &random)
        let budget = RetryBudget(limits)
        var requests = 0
        var retries = 0
        var breaches = 0
        for _ in 0..<2_000 {
            let isHealthy = Int.random(in: 0..<10, using: &random) < 3
            requests += 1
            budget.earn()
            if !isHealthy, budget.pay() { retries += 1 }
            let share = requests * limits.percentOfRequests / 100
            if retries > limits.reserveRetries + share { breaches += 1 }
        }
        #expect(breaches == 0, "seed \(seed)")
    }

    @Test func `a long calm saves up no storm`() {
        let budget = RetryBudget()
        for _ in 0..<10_000 { budget.earn() }
        var paid = 0
        while budget.pay() { paid += 1 }
        #expect(paid == RetryBudget.Limits().reserveRetries)
        #expect(budget.refused.value == 1)
    }

    @Test func `switched off, it pays for everything`() {
        let budget = RetryBudget(without: Without(.retryBudget))
        for _ in 0..<1_000 { #expect(budget.pay()) }
    }
}

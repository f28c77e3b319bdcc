import EventLoop
import Resilience
import Testing

@Suite struct RetryTests {
    @Test func `what fails is tried again until it succeeds`() throws {
        let attempts = try underVirtualTime { loop in
            try await run(on: loop, failures: 2)
        }
        #expect(attempts.count == 3)
    }

    @Test func `the last error comes out when the attempts are used up`() throws {
        let log = try underVirtualTime { loop in
            let log = Attempts()
            await #expect(throws: Trouble()) {
                try await retry(on: loop).run(by: .never, advice: { _ in .tryAgain }) {
                    log.note(loop.now)
                    throw Trouble()
                }
            }
            return log.moments
        }
        #expect(log.count == RetryPolicy().attempts)
    }

    @Test func `what the caller calls unsafe is tried once`() throws {
        let count = try underVirtualTime { loop in
            try await attempts(on: loop, by: .never, advice: .giveUp).count
        }
        #expect(count == 1)
    }

    @Test func `each wait is drawn from nothing up to a ceiling that doubles to a cap`() throws {
        var policy = RetryPolicy()
        policy.attempts = 8
        policy.firstDelayMilliseconds = 10
        policy.mostDelayMilliseconds = 100
        let policyOfThisTest = policy
        var longest = Array(repeating: UInt64(0), count: 7)
        for seed in 0..<100 as Range<UInt64> {
            let moments = try underVirtualTime(seed: seed) { loop in
                try await attempts(
                    on: loop, by: .never, policy: policyOfThisTest, seed: seed
                ).map(\.nanoseconds)
            }
            for (index, pair) in zip(moments, moments.dropFirst()).enumerated() {
                longest[index] = max(longest[index], pair.1 - pair.0)
            }
        }
        for (longest, ceiling) in zip(longest, [10, 20, 40, 80, 100, 100, 100] as [UInt64]) {
            #expect(longest <= ceiling * 1_000_000)
            #expect(longest > ceiling * 850_000, "100 draws come near the ceiling")
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `no attempt begins at or past the deadline`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let patience = Int.random(in: 1...60, using: &random)
        let late = try underVirtualTime(seed: seed) { loop in
            let deadline = Deadline(milliseconds: patience, from: loop.now)
            let moments = try await attempts(on: loop, by: deadline, seed: seed)
            return moments.contains { deadline.hasPassed(at: $0) }
        }
        #expect(!late, "seed \(seed)")
    }

    @Test func `peace that was asked for is kept, and given up for when there is no time`() throws {
        try underVirtualTime { loop in
            let start = loop.now
            let advice = RetryAdvice.tryAgainAfter(milliseconds: 700)
            let patient = try await attempts(on: loop, by: .never, advice: advice)
            #expect(patient[1].nanoseconds(since: start) >= 700_000_000)
            let soon = Deadline(milliseconds: 600, from: loop.now)
            let hasty = try await attempts(on: loop, by: soon, advice: advice)
            #expect(hasty.count == 1)
        }
    }

    @Test func `who is cancelled while waiting tries no more`() throws {
        let count = try underVirtualTime { loop in
            let log = Attempts()
            let scope = TaskScope(loop: loop)
            scope.spawn {
                let advice = RetryAdvice.tryAgainAfter(milliseconds: 500)
                try? await retry(on: loop).run(by: .never, advice: { _ in advice }) {
                    log.note(loop.now)
                    throw Trouble()
                }
            }
            try await loop.sleep(milliseconds: 100)
            scope.cancelAll()
            await scope.drained()
            return log.moments.count
        }
        #expect(count == 1)
    }

    @Test func `switched off, nothing is tried again`() throws {
        let count = try underVirtualTime { loop in
            try await attempts(on: loop, by: .never, without: Without(.retry)).count
        }
        #expect(count == 1)
    }
}

// MARK: - A target that fails

/// When attempts were made.
private final class Attempts: @unchecked Sendable {
    // Sendable: touched only on the one thread of a simulation.
    private(set) var moments: [Instant] = []
    func note(_ moment: Instant) { moments.append(moment) }
}

private func retry(
    on loop: EventLoop, policy: RetryPolicy = RetryPolicy(), without: Without = .nothing,
    seed: UInt64 = 1
) -> Retry {
    Retry(
        loop: loop, policy: policy, budget: RetryBudget(),
        random: SeededGenerator(seed: seed), without: without)
}

/// The moments of the attempts at something that always fails.
private func attempts(
    on loop: EventLoop, by deadline: Deadline, policy: RetryPolicy = RetryPolicy(),
    advice: RetryAdvice = .tryAgain, without: Without = .nothing, seed: UInt64 = 1
) async throws -> [Instant] {
    let log = Attempts()
    let retry = retry(on: loop, policy: policy, without: without, seed: seed)
    await #expect(throws: Trouble()) {
        try await retry.run(by: deadline, advice: { _ in advice }) {
            log.note(loop.now)
            throw Trouble()
        }
    }
    return log.moments
}

private func run(on loop: EventLoop, failures: Int) async throws -> [Instant] {
    let log = Attempts()
    try await retry(on: loop).run(by: .never, advice: { _ in .tryAgain }) {
        log.note(loop.now)
        if log.moments.count <= failures { throw Trouble() }
    }
    return log.moments
}

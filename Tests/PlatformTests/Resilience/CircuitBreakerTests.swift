import EventLoop
import Resilience
import Testing

@Suite struct CircuitBreakerTests {
    @Test func `it stops calling what fails, and says so to whoever asks`() throws {
        try underVirtualTime { loop in
            let breaker = CircuitBreaker(loop: loop)
            for _ in 0..<5 {
                await #expect(throws: Trouble()) { try await breaker.run { throw Trouble() } }
            }
            await #expect(throws: CircuitOpen.self) {
                try await breaker.run { Issue.record("the target was called") }
            }
            #expect(breaker.opened.value == 1)
            #expect(breaker.rejected.value == 1)
            #expect(breaker.level.value == 2)
        }
    }

    @Test func `it calls again after its pause, and closes when all is well`() throws {
        try underVirtualTime { loop in
            let breaker = CircuitBreaker(loop: loop)
            for _ in 0..<5 { try? await breaker.run { throw Trouble() } }
            try await loop.sleep(milliseconds: CircuitLimits().openMilliseconds)
            for _ in 0..<3 { try await breaker.run {} }
            #expect(breaker.state == .closed)
            #expect(breaker.level.value == 0)
        }
    }

    @Test func `errors and results count as their caller judges them`() throws {
        try underVirtualTime { loop in
            let patient = CircuitBreaker(loop: loop)
            for _ in 0..<50 {
                try? await patient.run(judge: { _ in .success }) { throw Trouble() }
            }
            #expect(patient.state == .closed)
            let strict = CircuitBreaker(loop: loop)
            for _ in 0..<5 {
                _ = try await strict.run(judgeResult: { $0 >= 500 ? .failure : .success }) { 503 }
            }
            #expect(strict.state != .closed)
        }
    }

    @Test func `callers that are cancelled do not open it`() throws {
        try underVirtualTime { loop in
            let breaker = CircuitBreaker(loop: loop)
            for _ in 0..<50 { try? await breaker.run { throw CancellationError() } }
            #expect(breaker.state == .closed)
        }
    }

    @Test func `switched off, it lets everything through`() throws {
        try underVirtualTime { loop in
            let breaker = CircuitBreaker(loop: loop, without: Without(.breaker))
            for _ in 0..<100 {
                await #expect(throws: Trouble()) { try await breaker.run { throw Trouble() } }
            }
        }
    }
}

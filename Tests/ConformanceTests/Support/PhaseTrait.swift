import EventLoop
import Testing

/// Starts a phase once for a suite, and stops it when all of its tests are through.
struct PhaseTrait: SuiteTrait, TestScoping {
    let phase: Int

    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent () async throws -> Void
    ) async throws {
        let running = try onALoop { try await RunningPhase.start(phase, on: $0) }
        let outcome: (any Error)?
        do {
            try await RunningPhase.current.withValue(running) { try await function() }
            outcome = nil
        } catch {
            outcome = error
        }
        try onALoop { try await running.stop(on: $0) }
        if let outcome { throw outcome }
    }
}

extension Trait where Self == PhaseTrait {
    static func phase(_ number: Int) -> PhaseTrait { PhaseTrait(phase: number) }
}

/// Turns a loop on this thread until `body` is done.
func onALoop<Answer: Sendable>(
    _ body: @escaping @Sendable (EventLoop) async throws -> Answer
) throws -> Answer {
    let result = Lock<Result<Answer, any Error>?>(nil)
    _ = try EventLoops(count: 1).run { loops in
        do {
            let answer = try await body(loops.first)
            result.withLock { $0 = .success(answer) }
        } catch {
            result.withLock { $0 = .failure(error) }
        }
        return 0
    }
    return try #require(result.withLock { $0 }).get()
}

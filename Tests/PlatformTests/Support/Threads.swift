import Glibc

/// Runs `body` on a thread of its own: blocking calls have no place in the task pool.
func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(ThreadBody(run: body)).toOpaque()
    let failure = pthread_create(
        &thread, nil,
        { argument in
            guard let argument else { return nil }
            Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
            return nil
        }, argument)
    precondition(failure == 0, "no thread could be started: errno \(failure)")
    return thread
}

/// The same for a task that waits for the result.
func onThread<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        pthread_detach(startThread { continuation.resume(with: Swift.Result(catching: body)) })
    }
}

/// What a thread of a test found wrong. The testing library knows tests only on their own tasks, so
/// it is thrown to there.
struct Complaint: Error, CustomStringConvertible {
    let description: String
}

/// `#expect` for such a thread; the first complaint ends it.
func check(_ condition: Bool, _ complaint: @autoclosure () -> String) throws {
    if !condition { throw Complaint(description: complaint()) }
}

/// The same for two values that should be one.
func check<Value: Equatable>(_ seen: Value, is expected: Value, _ what: String) throws {
    try check(seen == expected, "\(what): \(seen) in the place of \(expected)")
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

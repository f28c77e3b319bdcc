/// Runs `body` on a thread of its own while the task waits: blocking calls have no place on a loop.
func onThread<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        startThread { continuation.resume(with: Swift.Result(catching: body)) }
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

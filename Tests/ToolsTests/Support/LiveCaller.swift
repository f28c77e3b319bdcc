import EventLoop
import Glibc
import Runtime

/// Runs `body` in a live process of ours with one loop, on a thread of its own: on one of the
/// cooperative pool the loop would take it from all other tests.
func withLiveCaller<Result: Sendable>(
    _ body: @escaping @Sendable (Environment) async throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        onThread {
            continuation.resume(with: Swift.Result { try runLive(body) })
        }
    }
}

private func runLive<Result: Sendable>(
    _ body: @escaping @Sendable (Environment) async throws -> Result
) throws -> Result {
    let loops = try EventLoops(count: 1)
    let environment = Environment.live("caller", loops: loops)
    let outcome = Lock<Swift.Result<Result, any Error>?>(nil)
    _ = loops.run { _ in
        do {
            let result = try await body(environment)
            outcome.withLock { $0 = .success(result) }
        } catch {
            outcome.withLock { $0 = .failure(error) }
        }
        return 0
    }
    guard let result = outcome.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
}

private func onThread(_ body: @escaping @Sendable () -> Void) {
    final class Start: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let failure = pthread_create(
        &thread, nil,
        { argument in
            if let argument { Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body() }
            return nil
        }, Unmanaged.passRetained(Start(body)).toOpaque())
    precondition(failure == 0, "no thread could be started: errno \(failure)")
    pthread_detach(thread)
}

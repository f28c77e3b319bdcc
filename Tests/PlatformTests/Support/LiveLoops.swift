import EventLoop
import Glibc

/// Runs `body` on the first of `count` live loops, on threads of the test's own: a loop that turned
/// on a thread of the cooperative pool would take it from all other tests.
func onLoops<Result: Sendable>(
    _ count: Int = 1, _ body: @escaping @Sendable (EventLoops) async throws -> Result
) async throws -> Result {
    let loops = try EventLoops(count: count)
    let answer = Lock<Swift.Result<Result, any Error>?>(nil)
    await withCheckedContinuation { done in
        startThread {
            _ = loops.run { loops in
                let result: Swift.Result<Result, any Error>
                do {
                    result = .success(try await body(loops))
                } catch {
                    result = .failure(error)
                }
                answer.withLock { $0 = result }
                return 0
            }
            done.resume()
        }
    }
    guard let result = answer.withLock({ $0 }) else { preconditionFailure("the loops ended early") }
    return try result.get()
}

/// A thread that no executor owns.
func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Start: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(Start(body)).toOpaque()
    let failure = pthread_create(
        &thread, nil,
        { argument in
            if let argument { Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body() }
            return nil
        }, argument)
    precondition(failure == 0, "no thread could be started: errno \(failure)")
    pthread_detach(thread)
}

extension EventLoop {
    /// Runs `body` on this loop from a task of another, and waits for its answer.
    func run<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) async -> Result {
        await withUnsafeContinuation { done in
            execute {
                TaskScope(loop: self).spawn { done.resume(returning: await body()) }
            }
        }
    }
}

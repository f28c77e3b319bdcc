import EventLoop
import Glibc

/// Runs `body` on the first of `count` live loops, on threads of the test's own: a loop that turned
/// on a thread of the cooperative pool would take it from all other tests.
@discardableResult
func onLoops<Result: Sendable>(
    _ count: Int = 1, _ body: @escaping @Sendable (EventLoops) async throws -> Result
) async throws -> Result {
    let loops = try EventLoops(count: count)
    let ending = Ending()
    startThread {
        _ = loops.run { _ in
            await ending.isWanted()
            return 0
        }
        ending.hasCome()
    }
    // Still the test's own task, so that what `body` expects is told of the right test.
    let result = await withTaskExecutorPreference(loops.first) {
        await Swift.Result { try await body(loops) }
    }
    await ending.come()
    return try result.get()
}

/// Lets the loops turn until the test is over, and the test wait until they have stopped.
private final class Ending: Sendable {
    private typealias Waiter = UnsafeContinuation<Void, Never>

    private let waiters = Lock<(loops: Waiter?, test: Waiter?, isWanted: Bool)>((nil, nil, false))

    func isWanted() async {
        await withUnsafeContinuation { waiter in
            let isWanted = waiters.withLock { waiters in
                waiters.loops = waiter
                return waiters.isWanted
            }
            if isWanted { waiter.resume() }
        }
    }

    func come() async {
        await withUnsafeContinuation { waiter in
            let loops = waiters.withLock { waiters in
                waiters.test = waiter
                waiters.isWanted = true
                return waiters.loops
            }
            loops?.resume()
        }
    }

    func hasCome() {
        waiters.withLock { $0.test }?.resume()
    }
}

extension Result where Failure == any Error {
    /// What `body` returned or threw.
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
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
        let home = EventLoop.current
        return await withUnsafeContinuation { done in
            execute {
                TaskScope(loop: self).spawn {
                    let result = await body()
                    // At home the task has surely been suspended. Resumed from elsewhere before
                    // that, it goes on by an atomic of Swift's runtime that the thread sanitizer
                    // does not see.
                    guard let home else { return done.resume(returning: result) }
                    home.execute { done.resume(returning: result) }
                }
            }
        }
    }
}

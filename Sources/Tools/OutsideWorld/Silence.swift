import EventLoop
import HTTP
import Runtime

/// Keeps a caller waiting until the server gives its connection up, so that no answer ever comes.
struct Silence: Sendable {
    /// More than a server waits for a handler that ignores its time limit.
    private static let graceMilliseconds = 2 * ServerLimits().graceMilliseconds

    private let waits: PerLoop<TaskScope>
    private let lifecycle: Lifecycle

    init(_ environment: Environment, _ lifecycle: Lifecycle) {
        waits = PerLoop(environment.loops) { TaskScope(loop: $0) }
        self.lifecycle = lifecycle
    }

    /// In a task beside the caller's, which is cancelled when its time is up: it would answer that.
    func keep(from request: Request) async throws -> Never {
        let scope = waits.here
        let loop = scope.loop
        let end = (request.deadline ?? loop.now).advanced(byMilliseconds: Self.graceMilliseconds)
        if lifecycle.phase != .draining {
            await scope.spawn { try? await loop.sleep(until: end) }.value
        }
        throw Problem.failed
    }

    /// The process stops: whoever still waits is told something after all.
    func end() {
        for (loop, scope) in waits.all {
            loop.execute { scope.cancelAll() }
        }
    }
}

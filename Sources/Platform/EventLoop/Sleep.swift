extension EventLoop {
    /// Suspends the task until `deadline`, or throws when it is cancelled before.
    ///
    /// Unlike `Task.sleep` it neither leaves the loop nor sees any time but the loop's own.
    public func sleep(until deadline: Instant) async throws(CancellationError) {
        assertIsCurrent()
        let sleeper = Sleeper()
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                sleeper.start(on: self, until: deadline, continuation)
            }
        } onCancel: {
            // May run on any thread, and before the sleep has begun.
            self.execute { sleeper.cancel(on: self) }
        }
        if sleeper.isCancelled { throw CancellationError() }
    }

    public func sleep(milliseconds: Int) async throws(CancellationError) {
        try await sleep(until: now.advanced(byMilliseconds: milliseconds))
    }
}

private final class Sleeper: @unchecked Sendable {
    // Sendable: touched only on the loop that sleeps.
    private var timer: Timer?
    private var continuation: UnsafeContinuation<Void, Never>?
    private(set) var isCancelled = false

    func start(
        on loop: EventLoop, until deadline: Instant, _ continuation: UnsafeContinuation<Void, Never>
    ) {
        guard !isCancelled else { return continuation.resume() }
        self.continuation = continuation
        timer = loop.schedule(at: deadline) { self.wake() }
    }

    func cancel(on loop: EventLoop) {
        isCancelled = true
        if let timer { loop.cancel(timer) }
        wake()
    }

    private func wake() {
        guard let continuation else { return }
        self.continuation = nil
        timer = nil
        continuation.resume()
    }
}

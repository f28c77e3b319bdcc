import EventLoop

/// One question under way, and those who wait for its answer instead of asking it again.
final class Flight: @unchecked Sendable {
    // Sendable: touched only on the loop that it was begun on.

    enum Landing {
        /// The answer stands on the shelf.
        case landed
        /// There is none for everybody. A failure is not shared either: it may be of the asker's own
        /// making, by a deadline that was too short or a field that nobody else sends.
        case notShared
        /// The one who asked has gone; somebody else has to ask.
        case abandoned
    }

    private var waiting: [Waiter] = []

    var waitingCount: Int { waiting.count }

    /// How it ended; throws when the one who waits is cancelled before.
    func landing(on loop: EventLoop) async throws(CancellationError) -> Landing {
        let waiter = Waiter()
        waiting.append(waiter)
        let landing = await withTaskCancellationHandler {
            await withUnsafeContinuation { waiter.wait($0) }
        } onCancel: {
            // May run on any thread, and before the wait has begun.
            loop.execute { self.leave(waiter) }
        }
        guard let landing else { throw CancellationError() }
        return landing
    }

    func land(_ landing: Landing) {
        let woken = waiting
        waiting.removeAll()
        for waiter in woken { waiter.wake(landing) }
    }

    private func leave(_ waiter: Waiter) {
        waiting.removeAll { $0 === waiter }
        waiter.wake(nil)
    }
}

private final class Waiter: @unchecked Sendable {
    // Sendable: as its flight.
    private var continuation: UnsafeContinuation<Flight.Landing?, Never>?
    private var isAwake = false
    private var landing: Flight.Landing?

    func wait(_ continuation: UnsafeContinuation<Flight.Landing?, Never>) {
        guard !isAwake else { return continuation.resume(returning: landing) }
        self.continuation = continuation
    }

    /// The first reason to wake up counts.
    func wake(_ landing: Flight.Landing?) {
        guard !isAwake else { return }
        isAwake = true
        self.landing = landing
        continuation?.resume(returning: landing)
        continuation = nil
    }
}

/// Wakes one task that waits for work: whoever has made some rings, from whichever loop.
///
/// A ring while the task is at work is not lost: the next wait returns at once. Many rings are one.
public final class Bell: @unchecked Sendable {
    // Sendable: `hasRung` and the waiter are touched only on `loop`; `isOnItsWay` is locked.
    private let loop: EventLoop
    private let isOnItsWay = Lock(false)
    private var hasRung = false
    private var waiter: UnsafeContinuation<Void, Never>?

    /// On `loop` runs the task that waits.
    public init(loop: EventLoop) {
        self.loop = loop
    }

    public func ring() {
        if loop.isCurrent { return wake() }
        // One message wakes for all that was rung since: a busy front rings thousands of times a
        // second.
        let isFirst = isOnItsWay.withLock { isOnItsWay in
            defer { isOnItsWay = true }
            return !isOnItsWay
        }
        guard isFirst else { return }
        loop.execute {
            self.isOnItsWay.withLock { $0 = false }
            self.wake()
        }
    }

    /// Returns when it has rung since the last wait, or at `deadline`, or when the task is cancelled.
    public func wait(until deadline: Instant = .distantFuture) async {
        loop.assertIsCurrent()
        precondition(waiter == nil, "one task waits for a bell")
        guard !hasRung else {
            hasRung = false
            return
        }
        let timer = loop.schedule(at: deadline) { self.wake() }
        await withTaskCancellationHandler {
            guard !Task.isCancelled else { return }
            await withUnsafeContinuation { waiter = $0 }
        } onCancel: {
            self.ring()
        }
        loop.cancel(timer)
        hasRung = false
    }

    private func wake() {
        hasRung = true
        waiter?.resume()
        waiter = nil
    }
}

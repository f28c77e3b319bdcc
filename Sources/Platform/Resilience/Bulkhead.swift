public import EventLoop

public struct BulkheadLimits: Sendable {
    public var atOnce: Int
    public var waiting: Int

    public init(atOnce: Int, waiting: Int) {
        precondition(atOnce > 0 && waiting >= 0, "a bulkhead lets at least one through")
        self.atOnce = atOnce
        self.waiting = waiting
    }
}

/// Why a bulkhead let somebody not in. What it guards has not been touched.
public enum BulkheadRejection: Error, Equatable, Sendable, CustomStringConvertible {
    case full
    case deadlineExceeded
    case cancelled

    public var description: String {
        switch self {
        case .full: "too many are at it, and too many wait"
        case .deadlineExceeded: "the deadline passed while waiting for a turn"
        case .cancelled: "the task was cancelled while waiting for its turn"
        }
    }
}

/// Lets so many in at once and so many wait, first come first served: one slow target cannot take
/// everything that a process has.
public final class Bulkhead: @unchecked Sendable {
    // Sendable: touched only on `loop`; the tallies are for any thread.
    private let loop: EventLoop
    private let limits: BulkheadLimits
    private let isOn: Bool
    private var queue: [BulkheadWaiter] = []
    public let running = Tally()
    public let waiting = Tally()
    public let rejected = Tally()

    public init(loop: EventLoop, limits: BulkheadLimits, without: Without = .nothing) {
        self.loop = loop
        self.limits = limits
        isOn = !without.contains(.bulkhead)
    }

    public func run<Result>(
        by deadline: Deadline, _ body: () async throws -> Result
    ) async throws -> Result {
        guard isOn else { return try await body() }
        try await enter(by: deadline)
        defer { leave() }
        return try await body()
    }

    private func enter(by deadline: Deadline) async throws(BulkheadRejection) {
        loop.assertIsCurrent()
        if running.value < limits.atOnce { return running.increment() }
        do throws(BulkheadRejection) {
            guard queue.count < limits.waiting else { throw .full }
            guard !deadline.hasPassed(at: loop.now) else { throw .deadlineExceeded }
            try await waitForTurn(by: deadline)
        } catch {
            rejected.increment()
            throw error
        }
    }

    /// Whoever leaves hands the place on, so that nobody who comes meanwhile can take it.
    private func leave() {
        guard !queue.isEmpty else { return running.decrement() }
        let next = queue.removeFirst()
        waiting.set(queue.count)
        next.resume(nil)
    }

    // MARK: Waiting

    private func waitForTurn(by deadline: Deadline) async throws(BulkheadRejection) {
        let waiter = BulkheadWaiter()
        queue.append(waiter)
        waiting.set(queue.count)
        let timer = deadline.schedule(on: loop) { self.sendAway(waiter, .deadlineExceeded) }
        await withTaskCancellationHandler {
            await waiter.turn()
        } onCancel: {
            loop.execute { self.sendAway(waiter, .cancelled) }
        }
        if let timer { loop.cancel(timer) }
        if let rejection = waiter.rejection { throw rejection }
    }

    /// Does nothing to one who has been let in meanwhile.
    private func sendAway(_ waiter: BulkheadWaiter, _ rejection: BulkheadRejection) {
        guard let place = queue.firstIndex(where: { $0 === waiter }) else { return }
        queue.remove(at: place)
        waiting.set(queue.count)
        waiter.resume(rejection)
    }
}

private final class BulkheadWaiter: @unchecked Sendable {
    // Sendable: touched only on the loop of its bulkhead.
    private var continuation: UnsafeContinuation<Void, Never>?
    private var isDone = false
    private(set) var rejection: BulkheadRejection?

    func turn() async {
        await withUnsafeContinuation { continuation in
            if isDone { continuation.resume() } else { self.continuation = continuation }
        }
    }

    func resume(_ rejection: BulkheadRejection?) {
        isDone = true
        self.rejection = rejection
        continuation?.resume()
        continuation = nil
    }
}

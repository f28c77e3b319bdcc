public import EventLoop
public import HTTP

/// When nobody waits for the answer any more. It travels with a request through all it causes, and
/// is never later down the road than it was at the start.
public struct Deadline: Comparable, Hashable, Sendable {
    public let instant: Instant

    public static let never = Deadline(.distantFuture)

    public init(_ instant: Instant) {
        self.instant = instant
    }

    public init(milliseconds: Int, from now: Instant) {
        self.init(now.advanced(byMilliseconds: milliseconds))
    }

    /// What the caller of `request` said, unless deadlines are switched off.
    public init(of request: Request, without: Without = .nothing) {
        let said = without.contains(.deadline) ? nil : request.deadline
        self.init(said ?? .distantFuture)
    }

    public static func < (left: Deadline, right: Deadline) -> Bool {
        left.instant < right.instant
    }

    public func hasPassed(at now: Instant) -> Bool {
        instant <= now
    }

    public func remainingNanoseconds(at now: Instant) -> UInt64 {
        instant.nanoseconds(since: now)
    }

    /// Whether something that takes this long can still be worth its beginning.
    public func leaves(milliseconds: Int, at now: Instant) -> Bool {
        now.advanced(byMilliseconds: milliseconds) <= instant
    }

    /// A deadline for a part of the work, that leaves as much for the rest.
    public func keepingBack(milliseconds: Int) -> Deadline {
        guard self != .never else { return .never }
        let kept = Instant(nanoseconds: 0).advanced(byMilliseconds: milliseconds).nanoseconds
        return Deadline(Instant(nanoseconds: instant.nanoseconds - min(kept, instant.nanoseconds)))
    }
}

extension Deadline {
    /// Calls `action` when it passes. One that never does gets no timer, or a simulation with nothing
    /// left to do would wait for the end of time instead of saying so.
    func schedule(on loop: EventLoop, _ action: @escaping () -> Void) -> Timer? {
        self == .never ? nil : loop.schedule(at: instant, action)
    }
}

public struct DeadlineExceeded: Error, Equatable, Sendable, CustomStringConvertible {
    public init() {}
    public var description: String { "the deadline passed before the work was done" }
}

/// Does `work` on the loop, and cancels it when its time is up.
///
/// Returns only when the work has ended: what ignores its cancellation is waited for, because it
/// may still hold something. A result that came in spite of the cancellation is given out.
public func withDeadline<Result: Sendable>(
    _ deadline: Deadline, on loop: EventLoop,
    _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    guard !deadline.hasPassed(at: loop.now) else { throw DeadlineExceeded() }
    let task = Task(executorPreference: loop, operation: work)
    var isLate = false
    let timer = deadline.schedule(on: loop) {
        isLate = true
        task.cancel()
    }
    defer { if let timer { loop.cancel(timer) } }
    do {
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    } catch {
        throw isLate ? DeadlineExceeded() : error
    }
}

/// A deadline that moves at every request and almost never comes: moving it is one store.
///
/// The timer behind it stays where it was; when it fires early it goes to sleep again until the
/// deadline of that moment. Used for the time limits of connections.
///
/// Its timer holds it, and it holds whoever it barks for, until it is retired. Nothing of that is a
/// weak reference: an object with one is counted the slow way ever after, at each of its uses.
public final class Watchdog {
    private let loop: EventLoop
    /// What it does when it barks.
    public var expired: (() -> Void)?
    private var deadline = Instant.distantFuture
    private var timer: Timer?

    public init(loop: EventLoop, expired: (() -> Void)? = nil) {
        self.loop = loop
        self.expired = expired
    }

    /// Barks at `deadline` unless it is set again, or cleared, before.
    public func set(_ deadline: Instant) {
        self.deadline = deadline
        if let timer {
            guard deadline < timer.deadline else { return }
            loop.cancel(timer)
        }
        arm(at: deadline)
    }

    public func set(inMilliseconds milliseconds: Int) {
        set(loop.now.advanced(byMilliseconds: milliseconds))
    }

    public func clear() {
        deadline = .distantFuture
    }

    /// For good: lets go of the timer, and of what `expired` holds.
    public func retire() {
        deadline = .distantFuture
        if let timer { loop.cancel(timer) }
        timer = nil
        expired = nil
    }

    private func arm(at moment: Instant) {
        timer = loop.schedule(at: moment) { self.fired() }
    }

    private func fired() {
        timer = nil
        if deadline <= loop.now {
            deadline = .distantFuture
            expired?()
        } else if deadline != .distantFuture {
            arm(at: deadline)
        }
    }
}

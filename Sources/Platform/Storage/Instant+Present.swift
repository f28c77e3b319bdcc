import CSystem
import EventLoop

extension Instant {
    /// Now, by the loop this runs on (which may be simulated), or by the real clock on a worker.
    static func present() -> Instant {
        if let loop = EventLoop.current { return loop.now }
        return Instant(nanoseconds: csystem_monotonic_nanoseconds())
    }
}

import Glibc

/// For measuring and for records, where the beginning of the turn is not precise enough.
extension EventLoop {
    /// This very moment. Reading it costs some 25 ns; `now` is free. Simulated time moves only
    /// between turns.
    public var thisMoment: Instant {
        switch driver {
        case .epoll: .now()
        case .simulation: now
        }
    }

    /// The time of day, in nanoseconds since 1970.
    public var unixNanoseconds: Int64 {
        switch driver {
        case .epoll:
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        case .simulation:
            return Simulation.firstUnixMilliseconds * 1_000_000 + Int64(now.nanoseconds)
        }
    }
}

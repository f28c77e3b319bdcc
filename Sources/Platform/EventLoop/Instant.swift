/// A moment on the monotonic clock of the process, or of the simulation it runs in.
///
/// It says nothing about the time of day, and two processes cannot compare theirs.
public struct Instant: Comparable, Hashable, Sendable {
    public let nanoseconds: UInt64

    public init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    public static let distantFuture = Instant(nanoseconds: .max)

    public static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Saturates, so that "a year from now, times a million" is `distantFuture` and not a crash.
    public func advanced(byNanoseconds amount: UInt64) -> Instant {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(amount)
        return overflow ? .distantFuture : Instant(nanoseconds: sum)
    }

    public func advanced(byMilliseconds amount: Int) -> Instant {
        precondition(amount >= 0, "time does not run backwards")
        let (product, overflow) = UInt64(amount).multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .distantFuture : advanced(byNanoseconds: product)
    }

    /// Nanoseconds from `earlier` to here; zero when `earlier` is in fact later.
    public func nanoseconds(since earlier: Instant) -> UInt64 {
        nanoseconds > earlier.nanoseconds ? nanoseconds - earlier.nanoseconds : 0
    }
}

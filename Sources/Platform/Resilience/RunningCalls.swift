import EventLoop

/// The calls that are under way, and how many of them have been so for too long.
///
/// A target that hangs ends no call, so a breaker that only counts endings would not see it. Calls
/// are counted by the slice of time they began in; a slice that grows too old is counted as overdue.
struct RunningCalls {
    /// The slice of time that a call began in.
    struct Start: Equatable {
        fileprivate let slice: UInt64
    }

    /// One more than the slices of the limit: the one that is just filling.
    private static let sliceCount = slicesInLimit + 1
    private static let slicesInLimit = 8

    private let sliceNanoseconds: UInt64
    private var begun = Array(repeating: 0, count: sliceCount)
    private var newest: UInt64 = 0
    private(set) var overdue = 0

    /// A call becomes overdue when it is older than `limit`, and at most an eighth of it later.
    init(overdueAfterMilliseconds limit: Int) {
        sliceNanoseconds = UInt64(limit) * 1_000_000 / UInt64(Self.slicesInLimit)
    }

    mutating func begin(at now: Instant) -> Start {
        advance(to: now)
        begun[position(newest)] += 1
        return Start(slice: newest)
    }

    mutating func end(_ start: Start, at now: Instant) {
        advance(to: now)
        if start.slice + UInt64(Self.sliceCount) > newest {
            begun[position(start.slice)] -= 1
        } else {
            overdue -= 1
        }
    }

    mutating func advance(to now: Instant) {
        let present = now.nanoseconds / sliceNanoseconds
        guard present > newest else { return }
        for step in 1...min(present - newest, UInt64(Self.sliceCount)) {
            overdue += begun[position(newest + step)]
            begun[position(newest + step)] = 0
        }
        newest = present
    }

    /// Forgets all that run; their ends must not be told any more.
    mutating func clear() {
        begun = Array(repeating: 0, count: Self.sliceCount)
        overdue = 0
    }

    private func position(_ slice: UInt64) -> Int {
        Int(slice % UInt64(Self.sliceCount))
    }
}

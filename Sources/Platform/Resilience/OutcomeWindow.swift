import EventLoop

/// How many calls ended lately, and how many of them badly: a ring of counts, each for a slice of
/// time, so that the past costs the same memory at every rate.
struct OutcomeWindow {
    private struct Slice {
        var calls = 0
        var failures = 0
    }

    private static let sliceCount = 10

    private let sliceNanoseconds: UInt64
    private var slices = Array(repeating: Slice(), count: sliceCount)
    /// The number of the slice that the present falls in, counted from the clock's beginning.
    private var newest: UInt64 = 0
    private(set) var calls = 0
    private(set) var failures = 0

    init(milliseconds: Int) {
        sliceNanoseconds = UInt64(milliseconds) * 1_000_000 / UInt64(Self.sliceCount)
    }

    mutating func record(isFailure: Bool, at now: Instant) {
        advance(to: now)
        let position = Int(newest % UInt64(Self.sliceCount))
        slices[position].calls += 1
        slices[position].failures += isFailure ? 1 : 0
        calls += 1
        failures += isFailure ? 1 : 0
    }

    /// Forgets what is older than the window.
    mutating func advance(to now: Instant) {
        let present = now.nanoseconds / sliceNanoseconds
        guard present > newest else { return }
        for step in 1...min(present - newest, UInt64(Self.sliceCount)) {
            let position = Int((newest + step) % UInt64(Self.sliceCount))
            calls -= slices[position].calls
            failures -= slices[position].failures
            slices[position] = Slice()
        }
        newest = present
    }

    mutating func clear() {
        slices = Array(repeating: Slice(), count: Self.sliceCount)
        calls = 0
        failures = 0
    }
}

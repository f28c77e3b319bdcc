/// How often values fell below each of some bounds, and what they add up to.
public struct Histogram: Sendable {
    let buckets: HistogramBuckets
    let rows: MetricRows

    /// In the unit of the buckets: nanoseconds or bytes.
    public func observe(_ value: UInt64) {
        observe(value, lane: rows.currentLane)
    }

    func observe(_ value: UInt64, lane: Int) {
        rows.add(1, to: buckets.index(of: value), lane: lane)
        rows.add(Int(clamping: value), to: buckets.sumCell, lane: lane)
    }

    public var count: Int {
        (0..<buckets.sumCell).reduce(0) { $0 + rows.total(of: $1) }
    }
}

/// The upper bounds of a histogram's buckets, fixed when it is made. Values are whole numbers; a
/// scale turns them into the unit that is told, so that nothing is added up in fractions.
public struct HistogramBuckets: Equatable, Sendable {
    let bounds: [UInt64]
    /// How many of the values' units make one of the told.
    let scale: Double

    private init(_ bounds: [UInt64], scale: Double) {
        precondition(!bounds.isEmpty && bounds.count <= 64, "a histogram has 1 to 64 bounds")
        precondition(zip(bounds, bounds.dropFirst()).allSatisfy(<), "bounds grow")
        self.bounds = bounds
        self.scale = scale
    }

    /// Nanoseconds, told in seconds: from a tenth of a millisecond, what a fast answer takes, to the
    /// ten seconds at which nobody waits any more.
    public static let requestSeconds = seconds(boundsMicroseconds: [
        100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
        1_000_000, 2_500_000, 5_000_000, 10_000_000,
    ])

    public static func seconds(boundsMicroseconds: [UInt64]) -> HistogramBuckets {
        HistogramBuckets(boundsMicroseconds.map { $0 * 1_000 }, scale: 1e9)
    }

    public static func bytes(_ bounds: [UInt64]) -> HistogramBuckets {
        HistogramBuckets(bounds, scale: 1)
    }

    /// One a bound, one for all beyond, and the sum.
    var cellCount: Int { bounds.count + 2 }
    var sumCell: Int { bounds.count + 1 }

    /// The first bucket whose bound is not below the value. Most values are small, and a walk over
    /// so few is faster than halving.
    func index(of value: UInt64) -> Int {
        bounds.withUnsafeBufferPointer { bounds in
            var index = 0
            while index < bounds.count, bounds[index] < value { index += 1 }
            return index
        }
    }
}

import CSystem

/// How long each of many took, and how many there were a second.
struct Samples {
    private var nanoseconds: [UInt64] = []
    private var began: UInt64 = 0
    private var passed: UInt64 = 0

    mutating func start() { began = csystem_monotonic_nanoseconds() }
    mutating func stop() { passed = csystem_monotonic_nanoseconds() - began }
    mutating func add(_ more: [UInt64]) { nanoseconds += more }

    /// One line of JSON, as the programs of `Benchmarks/platform` print it.
    func report() -> String {
        let sorted = nanoseconds.sorted()
        guard !sorted.isEmpty, passed > 0 else { return "{}" }
        let rate = Double(sorted.count) * 1e9 / Double(passed)
        let median = sorted[sorted.count / 2]
        let tail = sorted[sorted.count * 99 / 100]
        return "{\"rate\":\(rate),\"p50_ns\":\(median),\"p99_ns\":\(tail)}"
    }
}

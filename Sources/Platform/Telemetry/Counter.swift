/// A number that only grows. Made by `Metrics.counter`, once, at wiring: counting looks nothing up.
public struct Counter: Sendable {
    let rows: MetricRows

    public func increment(by amount: Int = 1) {
        increment(by: amount, lane: rows.currentLane)
    }

    func increment(by amount: Int = 1, lane: Int) {
        precondition(amount >= 0, "a counter only grows")
        rows.add(amount, to: 0, lane: lane)
    }

    public var total: Int { rows.total(of: 0) }
}

/// A number that goes up and down: how many of something there are now. Each loop keeps its own part
/// of it, so what one loop adds another may take away.
public struct Gauge: Sendable {
    let rows: MetricRows

    public func add(_ amount: Int) {
        add(amount, lane: rows.currentLane)
    }

    func add(_ amount: Int, lane: Int) {
        rows.add(amount, to: 0, lane: lane)
    }

    public var total: Int { rows.total(of: 0) }
}

import Synchronization

/// A number that one thread at a time changes and any thread may read: what a safeguard tells about
/// itself, for whoever makes metrics of it.
///
/// With one writer a plain load and store lose nothing, and cost what an ordinary variable costs.
public final class Tally: Sendable {
    private let cell = Atomic<Int>(0)

    public init() {}

    public var value: Int { cell.load(ordering: .relaxed) }

    func set(_ value: Int) {
        cell.store(value, ordering: .relaxed)
    }

    public func increment() {
        set(value &+ 1)
    }

    func decrement() {
        set(value &- 1)
    }
}

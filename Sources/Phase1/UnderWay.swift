import EventLoop
import Kernel

/// The orders whose provider is being asked right now. A twin of such a request waits here for the
/// first, instead of being told that it came too early; so does a cancel that wants to see its end.
final class UnderWay: Sendable {
    private let orders = Lock<[OrderID: [Bell]]>([:])

    func begin(_ order: OrderID) {
        orders.withLock { $0[order] = [] }
    }

    func end(_ order: OrderID) {
        let bells = orders.withLock { $0.removeValue(forKey: order) } ?? []
        for bell in bells { bell.ring() }
    }

    /// Returns when the order is not under way, or at `deadline`.
    func wait(for order: OrderID, on loop: EventLoop, until deadline: Instant) async {
        let bell = Bell(loop: loop)
        let isUnderWay = orders.withLock { orders in
            guard orders[order] != nil else { return false }
            orders[order]?.append(bell)
            return true
        }
        if isUnderWay { await bell.wait(until: deadline) }
    }
}

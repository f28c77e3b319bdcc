public import Kernel

/// Who brings what. An accepted order looks for a rider, and a rider who becomes idle looks for an
/// order that found none; both see no further than the range.
public enum Dispatch {
    public static let rangeMetres = 5_000

    public struct IdleRider: Hashable, Sendable {
        public let id: MemberID
        public let place: Place
        public let idleSince: Moment

        public init(id: MemberID, place: Place, idleSince: Moment) {
            self.id = id
            self.place = place
            self.idleSince = idleSince
        }
    }

    public struct WaitingDelivery: Hashable, Sendable {
        public let id: DeliveryID
        public let pickup: Place
        public let acceptedAt: Moment

        public init(id: DeliveryID, pickup: Place, acceptedAt: Moment) {
            self.id = id
            self.pickup = pickup
            self.acceptedAt = acceptedAt
        }
    }

    /// The nearest; of those equally near the one who waits longest; of those the lowest identifier,
    /// so that the same riders give the same answer everywhere.
    public static func rider(
        forPickupAt pickup: Place, among riders: some Sequence<IdleRider>
    ) -> IdleRider? {
        riders.filter { isInRange($0.place, pickup) }.min { left, right in
            let leftKey = (pickup.squaredMetres(to: left.place), left.idleSince, left.id)
            let rightKey = (pickup.squaredMetres(to: right.place), right.idleSince, right.id)
            return leftKey < rightKey
        }
    }

    /// The one that waits longest: what was accepted first is not to fail for being a little further.
    public static func delivery(
        forRiderAt place: Place, among deliveries: some Sequence<WaitingDelivery>
    ) -> WaitingDelivery? {
        deliveries.filter { isInRange($0.pickup, place) }.min { left, right in
            (left.acceptedAt, left.id) < (right.acceptedAt, right.id)
        }
    }

    public static func isInRange(_ one: Place, _ other: Place) -> Bool {
        one.squaredMetres(to: other) <= rangeMetres * rangeMetres
    }

    /// The square around `place` outside of which nothing is in range: what a query narrows by.
    public static func square(around place: Place) -> (x: ClosedRange<Int>, y: ClosedRange<Int>) {
        (
            place.x - rangeMetres...place.x + rangeMetres,
            place.y - rangeMetres...place.y + rangeMetres
        )
    }
}

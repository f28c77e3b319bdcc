import DeliveryRules
import Kernel
import SharedDatabase
import Storage

/// A rider as the row has it: who was never on shift has none.
struct RiderRecord: Sendable {
    let member: MemberID
    var shift: Shift
    /// Where the rider was last heard of.
    var place: Place

    static func find(_ member: MemberID, in reader: Reader) throws -> RiderRecord? {
        try reader.first(
            "SELECT is_on_shift, x, y, idle_since, delivery FROM riders WHERE member = ?", member
        ) { row in
            let place = Place(x: try row[1], y: try row[2])
            let delivery: DeliveryID? = try row[4]
            let isOn: Bool = try row[0]
            let shift: Shift =
                if let delivery { .busy(delivery) } else if isOn {
                    .idle(at: place, since: try row[3])
                } else { .off }
            return RiderRecord(member: member, shift: shift, place: place)
        }
    }

    func keep(at now: Moment, in transaction: Transaction) throws {
        let (since, delivery): (Moment, DeliveryID?) =
            switch shift {
            case .off: (now, nil)
            case .idle(_, let since): (since, nil)
            case .busy(let delivery): (now, delivery)
            }
        try transaction.run(
            """
            INSERT INTO riders (member, is_on_shift, x, y, idle_since, delivery)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (member) DO UPDATE
            SET is_on_shift = excluded.is_on_shift, x = excluded.x, y = excluded.y,
                idle_since = excluded.idle_since, delivery = excluded.delivery,
                version = version + 1
            """, member, shift.isOn, place.x, place.y, since, delivery)
    }

    static func take(
        _ delivery: DeliveryID, by member: MemberID, in transaction: Transaction
    ) throws {
        try transaction.run(
            "UPDATE riders SET delivery = ?, version = version + 1 WHERE member = ?",
            delivery, member)
    }

    /// The idle rider whom dispatch would choose of all. In a town full of riders the nearest is near:
    /// whoever is found within a reach is nearer than all beyond it, so nobody looks further.
    static func nearestIdle(to place: Place, in reader: Reader) throws -> Dispatch.IdleRider? {
        for reach in [250, 1_000, Dispatch.rangeMetres] {
            let riders = try idle(within: reach, of: place, in: reader)
            if let rider = Dispatch.rider(forPickupAt: place, among: riders) { return rider }
        }
        return nil
    }

    private static func idle(
        within metres: Int, of place: Place, in reader: Reader
    ) throws -> [Dispatch.IdleRider] {
        let riders = try reader.all(
            """
            SELECT member, x, y, idle_since FROM riders
            WHERE is_on_shift = 1 AND delivery IS NULL
                AND x BETWEEN ? AND ? AND y BETWEEN ? AND ?
            """,
            place.x - metres, place.x + metres, place.y - metres, place.y + metres
        ) { row in
            try Dispatch.IdleRider(
                id: row[0], place: Place(x: row[1], y: row[2]), idleSince: row[3])
        }
        return riders.filter { $0.place.squaredMetres(to: place) <= metres * metres }
    }
}

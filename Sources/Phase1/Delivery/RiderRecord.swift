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

    /// All idle riders of the square in which somebody can be near enough.
    static func idle(near place: Place, in reader: Reader) throws -> [Dispatch.IdleRider] {
        let square = Dispatch.square(around: place)
        return try reader.all(
            """
            SELECT member, x, y, idle_since FROM riders
            WHERE is_on_shift = 1 AND delivery IS NULL
                AND x BETWEEN ? AND ? AND y BETWEEN ? AND ?
            """,
            square.x.lowerBound, square.x.upperBound, square.y.lowerBound, square.y.upperBound
        ) { row in
            try Dispatch.IdleRider(
                id: row[0], place: Place(x: row[1], y: row[2]), idleSince: row[3])
        }
    }
}

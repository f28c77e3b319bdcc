import DeliveryRules
import Kernel
import SharedDatabase
import Storage

/// A delivery as its row has it.
struct DeliveryRecord: Sendable {
    let id: DeliveryID
    let store: StoreID
    let fee: Money
    var delivery: Delivery
}

extension DeliveryRecord {
    static func find(_ id: DeliveryID, in reader: Reader) throws -> DeliveryRecord? {
        try reader.first(
            """
            SELECT id, store, fee, from_x, from_y, to_x, to_y, accepted_at, state, rider
            FROM deliveries WHERE id = ?
            """, id, row: DeliveryRecord.init)
    }

    init(_ row: borrowing Row) throws {
        guard let state = DeliveryState(name: try row[8], riderID: try row[9]) else {
            throw StorageError.corrupt("a delivery in no known state")
        }
        try self.init(
            id: row[0], store: row[1], fee: row[2],
            delivery: Delivery(
                pickup: Place(x: row[3], y: row[4]), destination: Place(x: row[5], y: row[6]),
                acceptedAt: row[7], state: state))
    }

    func insert(at now: Moment, in transaction: Transaction) throws {
        try transaction.run(
            """
            INSERT INTO deliveries (
                id, store, fee, from_x, from_y, to_x, to_y, state, accepted_at, changed_at
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            id, store, fee, delivery.pickup.x, delivery.pickup.y, delivery.destination.x,
            delivery.destination.y, delivery.state.name.rawValue, delivery.acceptedAt, now)
    }

    func keepState(at now: Moment, in transaction: Transaction) throws {
        try transaction.run(
            """
            UPDATE deliveries
            SET state = ?, rider = ?, changed_at = ?, version = version + 1 WHERE id = ?
            """, delivery.state.name.rawValue, delivery.state.riderID, now, id)
    }

    /// Those that wait within reach, the ones that wait longest first. So many are looked at that
    /// a near one is found even when most of the town waits.
    static func waiting(
        near place: Place, in reader: Reader
    ) throws -> [Dispatch.WaitingDelivery] {
        let square = Dispatch.square(around: place)
        return try reader.all(
            """
            SELECT id, from_x, from_y, accepted_at FROM deliveries
            WHERE state = 'waiting' AND from_x BETWEEN ? AND ? AND from_y BETWEEN ? AND ?
            ORDER BY accepted_at LIMIT 500
            """,
            square.x.lowerBound, square.x.upperBound, square.y.lowerBound, square.y.upperBound
        ) { row in
            try Dispatch.WaitingDelivery(
                id: row[0], pickup: Place(x: row[1], y: row[2]), acceptedAt: row[3])
        }
    }
}

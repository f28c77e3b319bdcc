import DeliveryRules
import Kernel
import OrdersRules
import SharedDatabase
import Storage

/// What the other contexts may ask of deliveries, each as part of their own transaction.
enum Deliveries {
    /// An accepted order looks for a rider at once; if none is near, it waits for one.
    static func start(
        for record: OrderRecord, on occasion: Occasion, in transaction: Transaction
    ) throws {
        guard let store = try Stores.orderable(record.store, in: transaction) else {
            throw StorageError.corrupt("the order \(record.id) has no store")
        }
        let delivery = DeliveryRecord(
            id: record.id.delivery, store: record.store, fee: record.deliveryFee,
            delivery: Delivery(
                pickup: store.place, destination: record.place, acceptedAt: occasion.now))
        try delivery.insert(at: occasion.now, in: transaction)
        if let rider = try RiderRecord.nearestIdle(to: store.place, in: transaction) {
            try assign(delivery, to: rider.id, on: occasion, in: transaction)
        }
    }

    /// A rider who has become idle looks for the delivery that waits longest.
    static func findWork(
        for rider: MemberID, at place: Place, on occasion: Occasion, in transaction: Transaction
    ) throws {
        let waiting = try DeliveryRecord.waiting(near: place, in: transaction)
        guard let next = Dispatch.delivery(forRiderAt: place, among: waiting),
            let delivery = try DeliveryRecord.find(next.id, in: transaction)
        else { return }
        try assign(delivery, to: rider, on: occasion, in: transaction)
    }

    /// A rider whose delivery has ended is idle where it ended, and looks for the next.
    static func free(
        _ rider: MemberID, of delivery: DeliveryID, at place: Place, on occasion: Occasion,
        in transaction: Transaction
    ) throws {
        guard var record = try RiderRecord.find(rider, in: transaction),
            record.shift.finish(delivery, at: place, now: occasion.now)
        else { throw StorageError.corrupt("the rider \(rider) was not underway with \(delivery)") }
        record.place = place
        try record.keep(at: occasion.now, in: transaction)
        try findWork(for: rider, at: place, on: occasion, in: transaction)
    }

    static func rider(of order: OrderID, in reader: Reader) throws -> MemberID? {
        try DeliveryRecord.find(order.delivery, in: reader)?.delivery.state.riderID
    }

    private static func assign(
        _ record: DeliveryRecord, to rider: MemberID, on occasion: Occasion,
        in transaction: Transaction
    ) throws {
        var record = record
        try record.delivery.assign(to: rider)
        try record.keepState(at: occasion.now, in: transaction)
        try RiderRecord.take(record.id, by: rider, in: transaction)
        guard let order = try OrderRecord.find(record.id.order, in: transaction) else {
            throw StorageError.corrupt("the delivery \(record.id) has no order")
        }
        try Notifications.tell(rider, of: order, as: occasion.riderPush, in: transaction)
    }
}

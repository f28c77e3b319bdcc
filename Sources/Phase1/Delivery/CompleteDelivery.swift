import DeliveryRules
import Kernel
import OrdersRules
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    func completeDelivery(
        _ call: Call<DeliveryID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<DeliveryView> {
        try await move(call.id, by: caller) { record, occasion, transaction in
            try record.complete(by: caller.member, on: occasion, in: transaction)
        }
    }
}

extension DeliveryRecord {
    /// The order is delivered, everybody has earned their share, the customer is asked for a review,
    /// and the rider may have the next delivery: one transaction over six contexts.
    mutating func complete(
        by rider: MemberID, on occasion: Occasion, in transaction: Transaction
    ) throws {
        try delivery.complete(by: rider)
        try keepState(at: occasion.now, in: transaction)
        try Orders.move(id.order, on: occasion, in: transaction) { order in
            try order.deliveryCompleted()
        }
        try Deliveries.free(
            rider, of: id, at: delivery.destination, on: occasion, in: transaction)
    }
}

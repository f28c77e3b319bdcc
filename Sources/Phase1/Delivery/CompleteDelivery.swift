import DeliveryRules
import Kernel
import OrdersRules
import PublicAPI
import PublicDoor

extension Monolith {
    /// The order is delivered, everybody has earned their share, the customer is asked for a review,
    /// and the rider may have the next delivery: one transaction over six contexts.
    func completeDelivery(
        _ call: Call<DeliveryID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<DeliveryView> {
        try await move(call.id, by: caller) { record, occasion, transaction in
            try record.delivery.complete(by: caller.member)
            try record.keepState(at: occasion.now, in: transaction)
            try Orders.move(record.id.order, on: occasion, in: transaction) { order in
                try order.deliveryCompleted()
            }
            try Deliveries.free(
                caller.member, of: record.id, at: record.delivery.destination, on: occasion,
                in: transaction)
        }
    }
}

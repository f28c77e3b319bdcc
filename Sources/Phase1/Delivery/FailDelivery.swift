import DeliveryRules
import Kernel
import OrdersRules
import PublicAPI
import PublicDoor

extension Monolith {
    func failDelivery(
        _ call: Call<DeliveryID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<DeliveryView> {
        try await move(call.id, by: caller) { record, occasion, transaction in
            try record.delivery.fail(by: caller.member)
            try record.keepState(at: occasion.now, in: transaction)
            try Orders.move(record.id.order, on: occasion, in: transaction) { order in
                try order.deliveryFailed(hadRider: true)
            }
            let place = try RiderRecord.find(caller.member, in: transaction)?.place
            try Deliveries.free(
                caller.member, of: record.id, at: place ?? record.delivery.pickup, on: occasion,
                in: transaction)
        }
    }
}

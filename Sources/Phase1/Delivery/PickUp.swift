import DeliveryRules
import Kernel
import OrdersRules
import PublicAPI
import PublicDoor

extension Monolith {
    func pickUp(
        _ call: Call<DeliveryID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<DeliveryView> {
        try await move(call.id, by: caller) { record, occasion, transaction in
            let order = try OrderRecord.find(record.id.order, in: transaction)
            try record.delivery.pickUp(
                by: caller.member, isFoodReady: order?.order.state == .ready)
            try record.keepState(at: occasion.now, in: transaction)
            try Orders.move(record.id.order, on: occasion, in: transaction) { order in
                try order.deliveryPickedUp()
                return []
            }
        }
    }
}

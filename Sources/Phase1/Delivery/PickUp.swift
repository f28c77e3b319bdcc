import DeliveryRules
import Kernel
import OrdersRules
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    func pickUp(
        _ call: Call<DeliveryID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<DeliveryView> {
        try await move(call.id, by: caller) { record, occasion, transaction in
            try record.pickUp(by: caller.member, on: occasion, in: transaction)
        }
    }
}

extension DeliveryRecord {
    mutating func pickUp(
        by rider: MemberID, on occasion: Occasion, in transaction: Transaction
    ) throws {
        let order = try OrderRecord.find(id.order, in: transaction)
        try delivery.pickUp(by: rider, isFoodReady: order?.order.state == .ready)
        try keepState(at: occasion.now, in: transaction)
        try Orders.move(id.order, on: occasion, in: transaction) { order in
            try order.deliveryPickedUp()
            return []
        }
    }
}

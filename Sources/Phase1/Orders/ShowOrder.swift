import Kernel
import OrdersRules
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    func showOrder(
        _ call: Call<OrderID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<OrderView> {
        let found = try await database.read { reader in
            try PlacedOrder.find(call.id, in: reader)
        }
        guard let found else { throw Refusal(.orderNotFound) }
        guard found.record.order.isVisible(to: caller.member) else { throw Refusal(.forbidden) }
        return Reply(OrderView(found))
    }
}

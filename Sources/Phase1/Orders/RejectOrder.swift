import Kernel
import OrdersRules
import PublicAPI
import PublicDoor

extension Monolith {
    func rejectOrder(
        _ call: Call<OrderID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<OrderView> {
        reply(try await move(call.id) { order in try order.reject(by: caller.member) })
    }
}

import Kernel
import OrdersRules
import PublicAPI
import PublicDoor

extension Monolith {
    func markOrderReady(
        _ call: Call<OrderID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<OrderView> {
        let answer = try await move(call.id) { order in
            try order.markReady(by: caller.member)
            return []
        }
        return reply(answer)
    }
}

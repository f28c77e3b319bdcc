import EventLoop
import Kernel
import OrdersRules
import PublicAPI
import PublicDoor

extension Monolith {
    /// The nearest rider is found in the same transaction; if there is none, the order waits for one.
    func acceptOrder(
        _ call: Call<OrderID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<OrderView> {
        let answer = try await move(call.id) { order in try order.accept(by: caller.member) }
        bells.deliveries.ring()
        return reply(answer)
    }
}

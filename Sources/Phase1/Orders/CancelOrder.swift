import EventLoop
import Kernel
import OrdersRules
import PublicAPI
import PublicDoor
import Runtime
import Storage

extension Monolith {
    /// At once when paid. While its card is being charged the wish is written down and wins when the
    /// provider has answered; who says `Prefer: wait` waits for that.
    func cancelOrder(
        _ call: Call<OrderID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<OrderView> {
        let answer = try await move(call.id) { order in try order.cancel(by: caller.member) }
        guard answer.state == .pending, call.waitMilliseconds > 0 else { return reply(answer) }
        let deadline = environment.now.advanced(byMilliseconds: call.waitMilliseconds)
        await underWay.wait(for: call.id, on: environment.loop, until: deadline)
        let settled = try await database.read { reader in
            try PlacedOrder.find(call.id, in: reader)
        }
        return reply(settled.map(OrderView.init) ?? answer)
    }
}

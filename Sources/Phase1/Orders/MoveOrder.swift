import EventLoop
import Kernel
import OrdersRules
import PublicAPI
import Storage

extension Monolith {
    /// One move of an order by somebody, with all that it demands, and the order as it is then.
    func move(
        _ id: OrderID, by move: @escaping @Sendable (inout Order) throws -> [Consequence]
    ) async throws -> OrderView {
        let occasion = self.occasion()
        let moved = try await database.write { transaction in
            try Orders.move(id, on: occasion, in: transaction, by: move).map { record in
                try PlacedOrder(of: record, in: transaction)
            }
        }
        guard let moved else { throw Refusal(.orderNotFound) }
        bells.pushes.ring()
        bells.refunds.ring()
        return OrderView(moved)
    }
}

import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage

extension Monolith {
    func listStoreOrders(
        _ call: Call<StoreID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<OrderView>> {
        let page = try await database.read { reader in
            try Stores.requireOwner(caller.member, of: call.id, in: reader)
            let chain = try Chain(call.query, from: Orders.latest(at: call.id, in: reader))
            return try chain.page { id -> (item: OrderView, before: OrderID?)? in
                let link: OrderID?? = try reader.first(
                    "SELECT before_of_store FROM orders WHERE id = ? AND store = ?", id, call.id
                ) { row in try row[0] }
                guard let before = link, let order = try PlacedOrder.find(id, in: reader)
                else { return nil }
                return (OrderView(order), before)
            }
        }
        return Reply(page)
    }
}

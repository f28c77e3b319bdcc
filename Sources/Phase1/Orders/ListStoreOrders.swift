import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage

extension Monolith {
    func listStoreOrders(
        _ call: Call<StoreID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<OrderView>> {
        let cursor = try PageCursor<OrderTag>(call.query)
        let page = try await database.read { reader in
            try Stores.requireOwner(caller.member, of: call.id, in: reader)
            let ids = try reader.all(
                "SELECT id FROM orders WHERE store = ? AND id < ? ORDER BY id DESC LIMIT ?",
                call.id, cursor.before, cursor.readLimit
            ) { row in try row[0] as OrderID }
            let orders = try ids.compactMap { try PlacedOrder.find($0, in: reader) }
            return cursor.page(of: orders, by: \.record.id, OrderView.init)
        }
        return Reply(page)
    }
}

import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage

extension Monolith {
    /// What four contexts know of an order, in one JOIN: here a read model is a query, and there is
    /// no copy that could be behind.
    func listMyOrders(
        _ call: Call<NoID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<PastOrderView>> {
        let cursor = try PageCursor<OrderTag>(call.query)
        let page = try await database.read { reader in
            let rows = try reader.all(
                """
                SELECT o.id, s.name, d.state, r.id, r.stars
                FROM orders AS o
                JOIN stores AS s ON s.id = o.store
                LEFT JOIN deliveries AS d ON d.id = o.id
                LEFT JOIN reviews AS r ON r.order_id = o.id
                WHERE o.member = ? AND o.id < ?
                ORDER BY o.id DESC LIMIT ?
                """, caller.member, cursor.before, cursor.readLimit, row: HistoryRow.init)
            return try cursor.page(of: rows, by: \.order) { row in
                guard let placed = try PlacedOrder.find(row.order, in: reader) else {
                    throw StorageError.corrupt("\(row.order) is in an index, and nowhere else")
                }
                return PastOrderView(
                    order: OrderView(placed), storeName: row.storeName, delivery: row.delivery,
                    review: row.review)
            }
        }
        return Reply(page)
    }
}

private struct HistoryRow {
    let order: OrderID
    let storeName: String
    let delivery: PastOrderView.Delivery?
    let review: PastOrderView.Review?

    init(_ row: borrowing Row) throws {
        let order: OrderID = try row[0]
        let state: String? = try row[2]
        let review: ReviewID? = try row[3]
        self.order = order
        storeName = try row[1]
        delivery = state.flatMap(DeliveryView.State.init).map {
            PastOrderView.Delivery(id: order.delivery, state: $0)
        }
        self.review = try review.map { PastOrderView.Review(id: $0, stars: try row[4]) }
    }
}

import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage

extension Monolith {
    /// What five contexts know of an order, in one JOIN: here a read model is a query, and there is no
    /// copy that could be behind. One, because each look into a tree costs more the more it holds.
    func listMyOrders(
        _ call: Call<NoID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<PastOrderView>> {
        let cursor = try PageCursor<OrderTag>(call.query)
        let page = try await database.read { reader in
            let rows = try reader.all(
                """
                SELECT o.id, o.store, o.member, s.owner, o.coupon, o.state, o.reason,
                       o.cancel_requested, o.items_total, o.delivery_fee, o.discount,
                       o.discount_funder, o.x, o.y, o.changed_at, o.delivered_at, o.card,
                       p.id, o.card, p.amount, p.state, p.attempts, p.ask_at,
                       s.name, d.state, r.id, r.stars
                FROM orders AS o
                JOIN stores AS s ON s.id = o.store
                LEFT JOIN payments AS p ON p.id = o.id
                LEFT JOIN deliveries AS d ON d.id = o.id
                LEFT JOIN reviews AS r ON r.order_id = o.id
                WHERE o.member = ? AND o.id < ?
                ORDER BY o.id DESC LIMIT ?
                """, caller.member, cursor.before, cursor.readLimit, row: HistoryRow.init)
            return try cursor.page(of: rows, by: \.record.id) { row in
                let placed = PlacedOrder(
                    record: row.record, lines: try OrderRecord.lines(of: row.record.id, in: reader),
                    payment: row.payment)
                return PastOrderView(
                    order: OrderView(placed), storeName: row.storeName, delivery: row.delivery,
                    review: row.review)
            }
        }
        return Reply(page)
    }
}

private struct HistoryRow {
    let record: OrderRecord
    let payment: PaymentRecord?
    let storeName: String
    let delivery: PastOrderView.Delivery?
    let review: PastOrderView.Review?

    init(_ row: borrowing Row) throws {
        let record = try OrderRecord(row)
        let state: String? = try row[24]
        let review: ReviewID? = try row[25]
        self.record = record
        payment = row.column(17).isNull ? nil : try PaymentRecord(row, from: 17)
        storeName = try row[23]
        delivery = state.flatMap(DeliveryView.State.init).map {
            PastOrderView.Delivery(id: record.id.delivery, state: $0)
        }
        self.review = try review.map { PastOrderView.Review(id: $0, stars: try row[26]) }
    }
}

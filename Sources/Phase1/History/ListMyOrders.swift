import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage

extension Monolith {
    /// What five contexts know of an order, in one JOIN: here a read model is a query, and there is no
    /// copy that could be behind.
    func listMyOrders(
        _ call: Call<NoID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<PastOrderView>> {
        let page = try await database.read { reader in
            let chain = try Chain(call.query, from: Orders.latest(of: caller.member, in: reader))
            return try chain.page { id in
                try HistoryRow.find(id, of: caller.member, in: reader).map { row in
                    (PastOrderView(row), row.before)
                }
            }
        }
        return Reply(page)
    }
}

extension PastOrderView {
    fileprivate init(_ row: HistoryRow) {
        self.init(
            order: OrderView(row.placed), storeName: row.storeName, delivery: row.delivery,
            review: row.review)
    }
}

private struct HistoryRow {
    let placed: PlacedOrder
    let storeName: String
    let delivery: PastOrderView.Delivery?
    let review: PastOrderView.Review?
    let before: OrderID?

    static func find(_ id: OrderID, of member: MemberID, in reader: Reader) throws -> HistoryRow? {
        try reader.first(
            """
            SELECT o.id, o.store, o.member, s.owner, o.coupon, o.state, o.reason,
                   o.cancel_requested, o.items_total, o.delivery_fee, o.discount,
                   o.discount_funder, o.x, o.y, o.changed_at, o.delivered_at, o.card,
                   p.id, o.card, p.amount, p.state, p.attempts, p.ask_at,
                   s.name, d.state, r.id, r.stars, o.before_of_member, o.lines
            FROM orders AS o
            JOIN stores AS s ON s.id = o.store
            LEFT JOIN payments AS p ON p.id = o.id
            LEFT JOIN deliveries AS d ON d.id = o.id
            LEFT JOIN reviews AS r ON r.order_id = o.id
            WHERE o.id = ? AND o.member = ?
            """, id, member, row: HistoryRow.init)
    }

    init(_ row: borrowing Row) throws {
        let record = try OrderRecord(row)
        let state: String? = try row[24]
        let review: ReviewID? = try row[25]
        placed = try PlacedOrder(
            record: record, lines: row[28],
            payment: row.column(17).isNull ? nil : PaymentRecord(row, from: 17))
        storeName = try row[23]
        delivery = state.flatMap(DeliveryView.State.init).map {
            PastOrderView.Delivery(id: record.id.delivery, state: $0)
        }
        self.review = try review.map { PastOrderView.Review(id: $0, stars: try row[26]) }
        before = try row[27]
    }
}

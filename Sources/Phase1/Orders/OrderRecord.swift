import Kernel
import OrdersRules
import PaymentsRules
import SharedDatabase
import Storage

/// An order as its row has it.
struct OrderRecord: Sendable {
    let id: OrderID
    let store: StoreID
    var order: Order
    let itemsTotal: Money
    let deliveryFee: Money
    let discount: Discount?
    let method: PaymentMethod
    let place: Place
    var changedAt: Moment
    var deliveredAt: Moment?

    /// What the customer pays.
    var payable: Money { itemsTotal + deliveryFee - (discount?.amount ?? .zero) }
}

extension OrderRecord {
    static func find(_ id: OrderID, in reader: Reader) throws -> OrderRecord? {
        try reader.first(
            """
            SELECT o.id, o.store, o.member, s.owner, o.coupon, o.state, o.reason,
                   o.cancel_requested, o.items_total, o.delivery_fee, o.discount,
                   o.discount_funder, o.x, o.y, o.changed_at, o.delivered_at, o.card
            FROM orders AS o JOIN stores AS s ON s.id = o.store
            WHERE o.id = ?
            """, id, row: OrderRecord.init)
    }

    /// From seventeen columns, those of `find`.
    init(_ row: borrowing Row) throws {
        guard
            let state = OrderState(
                name: try row[5], reason: try row[6], isCancelRequested: try row[7])
        else { throw StorageError.corrupt("an order in no known state") }
        let funder: String? = try row[11]
        let discount = funder.flatMap(Discount.Funder.init)
        try self.init(
            id: row[0], store: row[1],
            order: Order(customerID: row[2], ownerID: row[3], couponID: row[4], state: state),
            itemsTotal: row[8], deliveryFee: row[9],
            discount: discount.map { try Discount(amount: row[10], funder: $0) },
            method: PaymentMethod(card: row[16]), place: Place(x: row[12], y: row[13]),
            changedAt: row[14], deliveredAt: row[15])
    }

    /// Where it stands is all that changes in an order that was placed.
    func keepState(in transaction: Transaction) throws {
        try transaction.run(
            """
            UPDATE orders
            SET state = ?, reason = ?, cancel_requested = ?, changed_at = ?, delivered_at = ?,
                version = version + 1
            WHERE id = ?
            """,
            order.state.name.rawValue, order.state.reason?.rawValue,
            order.state.isCancelRequested, changedAt, deliveredAt, id)
    }

    /// A coupon that was refused is not the order's: it may not even exist. The order goes to the
    /// front of its member's chain and of its store's.
    func insert(_ lines: OrderLines, in transaction: Transaction) throws {
        try transaction.run(
            """
            INSERT INTO orders (
                id, member, store, lines, state, reason, items_total, delivery_fee, discount,
                discount_funder, coupon, card, x, y, changed_at, before_of_member, before_of_store
            ) VALUES (
                ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,
                (SELECT order_id FROM latest_orders WHERE whose = ?2),
                (SELECT order_id FROM latest_orders WHERE whose = ?3)
            )
            """,
            id, order.customerID, store, lines, order.state.name.rawValue,
            order.state.reason?.rawValue, itemsTotal, deliveryFee, discount?.amount ?? .zero,
            discount?.funder.rawValue, discount.flatMap { _ in order.couponID }, method.card,
            place.x, place.y, changedAt)
        for whose in [order.customerID.bits, store.bits] {
            try transaction.run(
                "INSERT OR REPLACE INTO latest_orders (whose, order_id) VALUES (?, ?)", whose, id)
        }
    }
}

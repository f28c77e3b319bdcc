import AuditRules
import Kernel
import OrdersRules
import SharedDatabase
import Storage

/// Some orders in the order of their identifiers, to which the contexts add what they know of them,
/// each in the same order.
struct OrderPage {
    static let mostOrders = 1_000

    private(set) var orders: [OrderFacts] = []
    private(set) var stores: [StoreID] = []
    private(set) var links: [OrderLinks] = []
    /// What the page covers: `after` is the last of the page before, and the last page has no end, so
    /// that nothing lies between two pages.
    private(set) var after: UInt128 = 0
    private(set) var through: UInt128 = 0
    private var position = 0

    var isLast: Bool { through == .max }

    /// Before the first page.
    init() {}

    init(behind other: OrderPage, in reader: Reader) throws {
        after = other.through
        try reader.forEach(
            """
            SELECT o.id, o.state, o.items_total, o.delivery_fee, o.discount, o.discount_funder,
                   o.card, o.changed_at, o.delivered_at, o.coupon, c.redeemed_by, o.store,
                   o.member, o.before_of_member, o.before_of_store
            FROM orders AS o LEFT JOIN coupons AS c ON c.id = o.coupon
            WHERE o.id > ? ORDER BY o.id LIMIT ?
            """, after, Self.mostOrders
        ) { row in
            orders.append(try OrderFacts(row))
            stores.append(try row[11])
            links.append(try OrderLinks(member: row[12], ofMember: row[13], ofStore: row[14]))
        }
        through = orders.count < Self.mostOrders ? .max : orders[orders.count - 1].id.bits
    }

    /// For the next table, which begins where the page does.
    mutating func rewind() {
        position = 0
    }

    /// Adds to an order that lies at or behind the last one that was added to. Answers whether there
    /// is such an order.
    @discardableResult
    mutating func add(to id: OrderID, _ addition: (inout OrderFacts) throws -> Void) rethrows
        -> Bool
    {
        while position < orders.count, orders[position].id < id { position += 1 }
        guard position < orders.count, orders[position].id == id else { return false }
        try addition(&orders[position])
        return true
    }

    /// The store of the order that was added to last.
    var store: StoreID { stores[position] }
}

/// Whose an order is, and the orders before it in its two lists.
struct OrderLinks {
    let member: MemberID
    let ofMember: OrderID?
    let ofStore: OrderID?
}

extension OrderFacts {
    fileprivate init(_ row: borrowing Row) throws {
        let funder: String? = try row[5]
        let discount: Money = try row[4]
        let coupon: CouponID? = try row[9]
        try self.init(
            id: row[0], state: State(name: row[1], deliveredAt: row[8]), changedAt: row[7],
            price: Price(
                itemsTotal: row[2], deliveryFee: row[3],
                platformCoupon: funder == Discount.Funder.platform.rawValue ? discount : .zero,
                storeCoupon: funder == Discount.Funder.store.rawValue ? discount : .zero),
            payment: PaymentFacts(method: row.column(6).isNull ? .wallet : .card),
            coupon: coupon.map { try CouponFacts(id: $0, redeemedBy: row[10]) })
    }

    /// Whatever was added may be younger than what is there.
    mutating func changed(at moment: Moment) {
        changedAt = max(changedAt, moment)
    }
}

extension OrderFacts.State {
    /// An order that was delivered at no moment was delivered on no day that the settlement knows:
    /// the judge will say so.
    fileprivate init(name: String, deliveredAt: Moment?) throws {
        switch OrderState.Name(rawValue: name) {
        case .pending: self = .pending
        case .paid: self = .paid
        case .accepted: self = .accepted
        case .ready: self = .ready
        case .pickedUp: self = .pickedUp
        case .delivered: self = .delivered(at: deliveredAt ?? Moment(unixMilliseconds: 0))
        case .rejected: self = .rejected
        case .cancelled: self = .cancelled
        case nil: throw StorageError.corrupt("an order that is \(name)")
        }
    }
}

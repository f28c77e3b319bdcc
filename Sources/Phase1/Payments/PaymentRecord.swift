import Kernel
import PaymentsRules
import SharedDatabase
import Storage

/// The payment of an order as its row has it. It goes by the order's bits.
struct PaymentRecord: Sendable {
    let order: OrderID
    let method: PaymentMethod
    let amount: Money
    var state: PaymentState
    var attempts = 0
    /// When the provider is to be asked (again); nil when all is known.
    var askAt: Moment?

    static func find(_ order: OrderID, in reader: Reader) throws -> PaymentRecord? {
        try reader.first(
            """
            SELECT p.id, o.card, p.amount, p.state, p.attempts, p.ask_at
            FROM payments AS p JOIN orders AS o ON o.id = p.id
            WHERE p.id = ?
            """, order
        ) { row in try PaymentRecord(row, from: 0) }
    }

    init(
        order: OrderID, method: PaymentMethod, amount: Money, state: PaymentState,
        askAt: Moment? = nil
    ) {
        self.order = order
        self.method = method
        self.amount = amount
        self.state = state
        self.askAt = askAt
    }

    /// From six columns, those of `find`.
    init(_ row: borrowing Row, from first: Int) throws {
        let name: String = try row[first + 3]
        guard let state = PaymentState(rawValue: name) else {
            throw StorageError.corrupt("a payment that is \(name)")
        }
        try self.init(
            order: row[first], method: PaymentMethod(card: row[first + 1]), amount: row[first + 2],
            state: state, askAt: row[first + 5])
        attempts = try row[first + 4]
    }

    func insert(at now: Moment, in transaction: Transaction) throws {
        try transaction.run(
            """
            INSERT INTO payments (id, amount, state, ask_at, changed_at)
            VALUES (?, ?, ?, ?, ?)
            """, order, amount, state.rawValue, askAt, now)
    }

    func keep(at now: Moment, in transaction: Transaction) throws {
        try transaction.run(
            """
            UPDATE payments
            SET state = ?, attempts = ?, ask_at = ?, changed_at = ?, version = version + 1
            WHERE id = ?
            """, state.rawValue, attempts, askAt, now, order)
    }
}

extension PaymentMethod {
    /// As an order's row has it.
    init(card: String?) {
        self = card.map { .card($0) } ?? .wallet
    }
}

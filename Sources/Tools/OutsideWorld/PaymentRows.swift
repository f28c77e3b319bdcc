import Kernel
import ProviderAPI
import Storage

extension Reader {
    func charge(_ key: ProviderKey) throws -> Charge? {
        try first(
            """
            SELECT state, reason, refunded, at, amount, card, reference FROM charges WHERE key = ?
            """, key.text
        ) { row in
            let name: String = try row[0]
            guard let state = ChargeState(name: name, reason: try row[1]) else {
                throw StorageError.corrupt("\(name) is no state of a charge")
            }
            return Charge(
                key: key, content: try ChargeContent(row, from: 4), state: state,
                refunded: try row.money(2), at: try row.moment(3))
        }
    }

    func refund(_ key: ProviderKey) throws -> Refund? {
        try first("SELECT charge, amount, at FROM refunds WHERE key = ?", key.text) { row in
            Refund(
                key: key, charge: try row.key(0), amount: try row.money(1), at: try row.moment(2))
        }
    }

    func movements(after position: Int, limit: Int) throws -> [Movement] {
        try all(
            """
            SELECT m.position, m.kind, m.charge, m.refund, c.reference, m.amount, m.at
            FROM movements m JOIN charges c ON c.key = m.charge
            WHERE m.position > ? ORDER BY m.position LIMIT ?
            """, position, limit
        ) { row in
            let name: String = try row[1]
            guard let kind = Movement.Kind(rawValue: name) else {
                throw StorageError.corrupt("\(name) is no kind of movement")
            }
            return Movement(
                position: try row[0], kind: kind, charge: try row.key(2),
                refund: row.column(3).isNull ? nil : try row.key(3), reference: try row[4],
                amount: try row.money(5), at: try row.moment(6))
        }
    }
}

extension ChargeContent {
    /// Nil where a key was voided before its charge came.
    fileprivate init?(_ row: borrowing Row, from first: Int) throws {
        guard !row.column(first).isNull else { return nil }
        self.init(
            amount: try row.money(first), card: try row[first + 1], reference: try row[first + 2])
    }
}

extension Transaction {
    func add(_ charge: Charge) throws {
        let (state, content) = (charge.state, charge.content)
        try run(
            """
            INSERT INTO charges (key, amount, card, reference, state, reason, refunded, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, charge.key.text, content?.amount.won, content?.card, content?.reference,
            state.name, state.reason?.rawValue, charge.refunded.won, charge.at.unixMilliseconds)
    }

    func add(_ refund: Refund) throws {
        let (key, charge, amount) = (refund.key.text, refund.charge.text, refund.amount.won)
        try run(
            "INSERT INTO refunds (key, charge, amount, at) VALUES (?, ?, ?, ?)",
            key, charge, amount, refund.at.unixMilliseconds)
        try run("UPDATE charges SET refunded = refunded + ? WHERE key = ?", amount, charge)
    }

    func add(
        _ kind: Movement.Kind, of charge: ProviderKey, _ amount: Money,
        refund: ProviderKey? = nil, at now: Moment
    ) throws {
        try run(
            "INSERT INTO movements (kind, charge, refund, amount, at) VALUES (?, ?, ?, ?, ?)",
            kind.rawValue, charge.text, refund?.text, amount.won, now.unixMilliseconds)
    }
}

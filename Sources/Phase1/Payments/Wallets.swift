import Kernel
import PaymentsRules
import SharedDatabase
import Storage

/// What members have with us.
enum Wallets {
    static func balance(of member: MemberID, in reader: Reader) throws -> Money {
        try reader.first("SELECT balance FROM wallets WHERE member = ?", member) { row in
            try row[0]
        } ?? .zero
    }

    /// Takes `amount` if it is there: the condition and the change are one statement.
    static func charge(
        _ member: MemberID, _ amount: Money, in transaction: Transaction
    ) throws -> ChargeDecision {
        // Who never topped up has no row, and owes nothing where a coupon pays for all.
        guard amount > .zero else { return .pay }
        let changed = try transaction.run(
            """
            UPDATE wallets SET balance = balance - ?, version = version + 1
            WHERE member = ? AND balance >= ?
            """, amount, member, amount)
        return changed == 1 ? .pay : .cancelDeclined
    }

    static func add(_ amount: Money, to member: MemberID, in transaction: Transaction) throws {
        try transaction.run(
            """
            INSERT INTO wallets (member, balance) VALUES (?, ?)
            ON CONFLICT (member) DO UPDATE
            SET balance = balance + excluded.balance, version = version + 1
            """, member, amount)
    }
}

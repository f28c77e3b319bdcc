import Kernel
import PaymentsRules
import SharedDatabase
import Storage

/// The double-entry ledger. It is only ever added to.
enum Ledger {
    /// What is taken comes first, what becomes of it second: an order has two entries at most.
    enum Turn: Int {
        case first = 1
        case second
    }

    /// `subject` is the order, top-up or settlement that the entry belongs to. The same entry posted
    /// twice violates the table's key.
    static func post(
        _ entry: LedgerEntry, of subject: UInt128, _ turn: Turn = .first, at moment: Moment,
        in transaction: Transaction
    ) throws {
        for leg in entry.legs {
            try transaction.run(
                """
                INSERT INTO ledger (subject, entry, account, amount, kind, at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                subject, turn.rawValue, leg.account, leg.amount, entry.kind.rawValue,
                moment)
        }
    }
}

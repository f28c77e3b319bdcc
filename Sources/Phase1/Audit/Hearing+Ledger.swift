import AuditRules
import Kernel
import PaymentsRules
import SharedDatabase
import Storage

// The ledger, leg by leg: each entry has to balance, and its accounts have to say what everybody else
// says: an order's what it holds, a wallet's what is in it, a store's what it is owed.

extension Hearing {
    mutating func hearLedger() throws {
        page.rewind()
        var entry: EntrySum?
        try reader.forEach(
            """
            SELECT subject, entry, kind, account, amount FROM ledger
            WHERE subject > ? AND subject <= ? ORDER BY subject, entry
            """, page.after, page.through
        ) { row in
            let leg = try LedgerLeg(row)
            if entry?.isOf(leg) != true {
                hear(entry)
                entry = EntrySum(of: leg)
            }
            entry?.add(leg.amount)
            note(leg)
        }
        hear(entry)
    }

    private mutating func hear(_ entry: EntrySum?) {
        if let entry { judge.hear(entry.facts) }
    }

    private mutating func note(_ leg: LedgerLeg) {
        let order = OrderID(bits: leg.subject)
        if leg.amount > .zero, leg.kind == .capture {
            page.add(to: order) { $0.payment.ledger.captured += leg.amount }
        } else if leg.amount > .zero, leg.kind == .refund {
            page.add(to: order) { $0.payment.ledger.refunded += leg.amount }
        }
        switch leg.account {
        case .order(order): page.add(to: order) { $0.payment.ledgerHeld -= leg.amount }
        case .wallet(let member): wallets[member, default: .zero] -= leg.amount
        case .store(let store): stores[store, default: StoreTally()].owed -= leg.amount
        case .order, .bank, .cardProvider, .rider, .commission, .adIncome, .couponExpense: break
        }
    }

    /// A wallet that no row has is empty.
    mutating func hearWallets() throws {
        try reader.forEach("SELECT member, balance FROM wallets") { row in
            let member: MemberID = try row[0]
            judge.hear(
                WalletFacts(
                    memberID: member, balance: try row[1],
                    ledgerBalance: wallets.removeValue(forKey: member) ?? .zero))
        }
        for (member, balance) in wallets.sorted(by: { $0.key < $1.key }) {
            judge.hear(WalletFacts(memberID: member, balance: .zero, ledgerBalance: balance))
        }
    }
}

private struct LedgerLeg {
    let subject: UInt128
    let entry: Int
    let kind: LedgerEntry.Kind
    let account: Account
    let amount: Money

    init(_ row: borrowing Row) throws {
        let name: String = try row[2]
        guard let kind = LedgerEntry.Kind(rawValue: name) else {
            throw StorageError.corrupt("an entry of the kind \(name)")
        }
        self.kind = kind
        subject = try row[0]
        entry = try row[1]
        account = try row[3]
        amount = try row[4]
    }
}

/// The legs of one entry, added up.
private struct EntrySum {
    let subject: UInt128
    let entry: Int
    let kind: LedgerEntry.Kind
    var debit = Money.zero
    var credit = Money.zero

    init(of leg: LedgerLeg) {
        subject = leg.subject
        entry = leg.entry
        kind = leg.kind
    }

    func isOf(_ leg: LedgerLeg) -> Bool { subject == leg.subject && entry == leg.entry }

    mutating func add(_ amount: Money) {
        if amount > .zero { debit += amount } else { credit -= amount }
    }

    var facts: EntryFacts {
        EntryFacts(subject: "\(subjectName) \(kind.rawValue)", debit: debit, credit: credit)
    }

    private var subjectName: String {
        switch kind {
        case .topUp: TopUpID(bits: subject).description
        case .capture, .refund, .delivery: OrderID(bits: subject).description
        case .settlement: SettlementID(bits: subject).description
        }
    }
}

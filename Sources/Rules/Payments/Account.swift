public import Kernel

/// The chart of accounts.
///
/// Debits are positive and credits negative, everywhere. So what we have (assets) and what we spent
/// (expenses) stands above zero; what we owe (liabilities) and what we earned (income) below.
public enum Account: Hashable, Sendable {
    // Assets
    /// Money received for top-ups, less what was paid out.
    case bank
    /// What the card provider has collected and owes us.
    case cardProvider

    // Liabilities
    case wallet(MemberID)
    /// Held for an order, from its capture to its delivery or refund.
    case order(OrderID)
    case store(StoreID)
    case rider(MemberID)

    // Income
    case commission
    case adIncome

    // Expenses
    /// Discounts that the platform funds.
    case couponExpense

    /// Whether it grows by debits.
    public var isDebitNormal: Bool {
        switch self {
        case .bank, .cardProvider, .couponExpense: true
        case .wallet, .order, .store, .rider, .commission, .adIncome: false
        }
    }

    /// What people call its balance, from the sum of its legs: a wallet with money in it is positive.
    public func balance(ofSum sum: Money) -> Money {
        isDebitNormal ? sum : -sum
    }
}

// MARK: - As stores write it: `bank`, `wallet:member_01h455vb4pex5vsknk084sn02q`

extension Account: LosslessStringConvertible {
    public var description: String {
        switch self {
        case .bank: "bank"
        case .cardProvider: "card-provider"
        case .wallet(let member): member.text(behind: "wallet:")
        case .order(let order): order.text(behind: "order:")
        case .store(let store): store.text(behind: "store:")
        case .rider(let member): member.text(behind: "rider:")
        case .commission: "commission"
        case .adIncome: "ad-income"
        case .couponExpense: "coupon-expense"
        }
    }

    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let account: Account? =
            parts.count == 2 ? Self.named(parts[0], of: String(parts[1])) : Self.named(text)
        guard let account else { return nil }
        self = account
    }

    private static func named(_ name: String) -> Account? {
        [.bank, .cardProvider, .commission, .adIncome, .couponExpense]
            .first { $0.description == name }
    }

    private static func named(_ name: Substring, of holder: String) -> Account? {
        if name == "wallet" { return MemberID(holder).map { .wallet($0) } }
        if name == "order" { return OrderID(holder).map { .order($0) } }
        if name == "store" { return StoreID(holder).map { .store($0) } }
        if name == "rider" { return MemberID(holder).map { .rider($0) } }
        return nil
    }
}

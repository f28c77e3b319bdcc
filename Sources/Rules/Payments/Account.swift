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

extension Account {
    /// Of the longest text, or more.
    public static let mostBytes = 64

    /// Appends the text, for which there must be room.
    public func write(to output: inout OutputSpan<UInt8>) {
        label.withUTF8Buffer { for octet in $0 { output.append(octet) } }
        switch self {
        case .wallet(let member), .rider(let member): member.write(to: &output)
        case .order(let order): order.write(to: &output)
        case .store(let store): store.write(to: &output)
        case .bank, .cardProvider, .commission, .adIncome, .couponExpense: break
        }
    }

    /// Nil unless `text` is, byte for byte, what `write(to:)` writes.
    public init?(_ text: Span<UInt8>) {
        if let order = OrderID(text, behind: "order:") {
            self = .order(order)
        } else if let member = MemberID(text, behind: "wallet:") {
            self = .wallet(member)
        } else if let store = StoreID(text, behind: "store:") {
            self = .store(store)
        } else if let member = MemberID(text, behind: "rider:") {
            self = .rider(member)
        } else {
            let house: [Account] = [.bank, .cardProvider, .commission, .adIncome, .couponExpense]
            let account = house.first {
                text.count == $0.label.length && text.begins(with: $0.label)
            }
            guard let account else { return nil }
            self = account
        }
    }

    /// The whole text of an account of the house; of another what stands before its holder.
    private var label: StaticString {
        switch self {
        case .bank: "bank"
        case .cardProvider: "card-provider"
        case .wallet: "wallet:"
        case .order: "order:"
        case .store: "store:"
        case .rider: "rider:"
        case .commission: "commission"
        case .adIncome: "ad-income"
        case .couponExpense: "coupon-expense"
        }
    }
}

extension Account: LosslessStringConvertible {
    public var description: String {
        String(mostBytes: Self.mostBytes) { write(to: &$0) }
    }

    public init?(_ text: String) {
        self.init(text.utf8.span)
    }
}

extension TypeID {
    fileprivate init?(_ text: Span<UInt8>, behind label: StaticString) {
        guard text.begins(with: label) else { return nil }
        self.init(text.extracting(label.length...))
    }
}

extension Span<UInt8> {
    fileprivate func begins(with label: StaticString) -> Bool {
        guard count >= label.length else { return false }
        for index in 0..<label.length where self[index] != label.utf8Start[index] { return false }
        return true
    }
}

extension StaticString {
    fileprivate var length: Int { utf8CodeUnitCount }
}

public import Kernel

// What is judged beside the orders, each kind on its own and one after the other.

/// An entry of the ledger: what its legs debit and credit together.
public struct EntryFacts: Equatable, Sendable {
    public var name: String
    public var debit: Money
    public var credit: Money

    public init(name: String, debit: Money, credit: Money) {
        self.name = name
        self.debit = debit
        self.credit = credit
    }

    var fault: String? {
        debit == credit ? nil : "debits \(debit), credits \(credit)"
    }
}

public struct WalletFacts: Equatable, Sendable {
    public var memberID: MemberID
    public var balance: Money
    /// What the ledger has in the wallet's account.
    public var ledgerBalance: Money

    public init(memberID: MemberID, balance: Money, ledgerBalance: Money) {
        self.memberID = memberID
        self.balance = balance
        self.ledgerBalance = ledgerBalance
    }

    var fault: String? {
        if balance < .zero { return "the balance is \(balance)" }
        return balance == ledgerBalance
            ? nil : "the balance is \(balance), by the ledger \(ledgerBalance)"
    }
}

/// A charge in the provider's statement under a key that no payment of ours has. (The statement is
/// read before the payments, or a charge of this moment would seem to be one.)
public struct UnknownCharge: Equatable, Sendable {
    public var key: String
    public var amount: Money

    public init(key: String, amount: Money) {
        self.key = key
        self.amount = amount
    }

    var fault: String { "the provider charged \(amount) that no payment knows of" }
}

public struct CampaignFacts: Equatable, Sendable {
    public var id: CampaignID
    public var stock: Int
    /// What the campaign believes is left.
    public var leftCount: Int
    /// Its coupons, counted.
    public var claimCount: Int

    public init(id: CampaignID, stock: Int, leftCount: Int, claimCount: Int) {
        self.id = id
        self.stock = stock
        self.leftCount = leftCount
        self.claimCount = claimCount
    }

    var fault: String? {
        if claimCount > stock { return "\(claimCount) claims of a stock of \(stock)" }
        return leftCount + claimCount == stock
            ? nil : "\(leftCount) left and \(claimCount) claimed of a stock of \(stock)"
    }
}

/// A coupon that says it was redeemed by an order which does not exist, or names another coupon or
/// none: an order alone would not tell. (Coupons are read before the orders.)
public struct StrayCoupon: Equatable, Sendable {
    public var id: CouponID
    public var redeemedBy: OrderID

    public init(id: CouponID, redeemedBy: OrderID) {
        self.id = id
        self.redeemedBy = redeemedBy
    }

    var fault: String { "it is redeemed by \(redeemedBy), which does not name it" }
}

public import Kernel

/// What is judged by itself, whatever else is known.
public protocol LoneFacts {
    static var kind: Judged { get }
    static var invariant: Invariant { get }
    /// The identifier of what it is about.
    var subject: String { get }
    /// What is wrong with it, in words.
    var fault: String? { get }
}

/// An entry of the ledger: what its legs debit and credit together.
public struct EntryFacts: LoneFacts, Equatable, Sendable {
    public static let kind = Judged.entries
    public static let invariant = Invariant.money

    public var subject: String
    public var debit: Money
    public var credit: Money

    public init(subject: String, debit: Money, credit: Money) {
        self.subject = subject
        self.debit = debit
        self.credit = credit
    }

    public var fault: String? {
        debit == credit ? nil : "debits \(debit), credits \(credit)"
    }
}

public struct WalletFacts: LoneFacts, Equatable, Sendable {
    public static let kind = Judged.wallets
    public static let invariant = Invariant.money

    public var memberID: MemberID
    public var balance: Money
    /// What the ledger has in the wallet's account.
    public var ledgerBalance: Money

    public init(memberID: MemberID, balance: Money, ledgerBalance: Money) {
        self.memberID = memberID
        self.balance = balance
        self.ledgerBalance = ledgerBalance
    }

    public var subject: String { memberID.description }

    public var fault: String? {
        if balance < .zero { return "the balance is \(balance)" }
        return balance == ledgerBalance
            ? nil : "the balance is \(balance), by the ledger \(ledgerBalance)"
    }
}

/// A charge in the provider's statement under a key that no payment of ours has. (The statement is
/// read before the payments, or a charge of this moment would seem to be one.)
public struct UnknownCharge: LoneFacts, Equatable, Sendable {
    public static let kind = Judged.unknownCharges
    public static let invariant = Invariant.money

    public var key: String
    public var amount: Money

    public init(key: String, amount: Money) {
        self.key = key
        self.amount = amount
    }

    public var subject: String { key }

    public var fault: String? { "the provider charged \(amount) that no payment knows of" }
}

public struct CampaignFacts: LoneFacts, Equatable, Sendable {
    public static let kind = Judged.campaigns
    public static let invariant = Invariant.coupons

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

    public var subject: String { id.description }

    public var fault: String? {
        if claimCount > stock { return "\(claimCount) claims of a stock of \(stock)" }
        return leftCount + claimCount == stock
            ? nil : "\(leftCount) left and \(claimCount) claimed of a stock of \(stock)"
    }
}

/// A coupon that says it was redeemed by an order which does not exist, or names another coupon or
/// none: an order alone would not tell. (Coupons are read before the orders.)
public struct StrayCoupon: LoneFacts, Equatable, Sendable {
    public static let kind = Judged.strayCoupons
    public static let invariant = Invariant.coupons

    public var id: CouponID
    public var redeemedBy: OrderID

    public init(id: CouponID, redeemedBy: OrderID) {
        self.id = id
        self.redeemedBy = redeemedBy
    }

    public var subject: String { id.description }

    public var fault: String? { "it is redeemed by \(redeemedBy), which does not name it" }
}

public import Kernel

/// A member's money with us. It is never below zero.
public struct Wallet: Hashable, Sendable {
    public static let topUps = Money(won: 1_000)...Money(won: 10_000_000)
    public static let most = Money(won: 1_000_000_000)

    public private(set) var balance: Money

    public init(balance: Money = .zero) {
        precondition(balance >= .zero, "a wallet of \(balance)")
        self.balance = balance
    }

    public mutating func topUp(_ amount: Money) throws(PaymentRejection) {
        guard Self.topUps.contains(amount) else { throw .topUpOutOfRange }
        guard balance + amount <= Self.most else { throw .walletFull }
        balance += amount
    }

    /// Pays, or declines and keeps what it has.
    public mutating func charge(_ amount: Money) -> ChargeDecision {
        precondition(amount >= .zero, "a charge of \(amount)")
        guard balance >= amount else { return .cancelDeclined }
        balance -= amount
        return .pay
    }

    /// Takes back what it paid, even above what a top-up may fill it to.
    public mutating func refund(_ amount: Money) {
        precondition(amount >= .zero, "a refund of \(amount)")
        balance += amount
    }
}

public enum PaymentRejection: Rejection {
    case topUpOutOfRange
    case walletFull

    public var code: String {
        switch self {
        case .topUpOutOfRange: "top-up-out-of-range"
        case .walletFull: "wallet-full"
        }
    }

    public var detail: String {
        switch self {
        case .topUpOutOfRange:
            "A top-up is \(Wallet.topUps.lowerBound) to \(Wallet.topUps.upperBound)."
        case .walletFull: "A wallet holds at most \(Wallet.most)."
        }
    }
}

/// Whole won. Below zero only where an account may be: see `Ledger`.
///
/// No sum of this business comes near the ends of 64 bits, because each amount that comes in from
/// outside is checked against `Money.most` first; so arithmetic that overflows is a bug, and traps.
public struct Money: Hashable, Sendable {
    public let won: Int64

    @inlinable
    public init(won: Int64) {
        self.won = won
    }

    public static let zero = Money(won: 0)
    /// The most that one amount in a request may be: ten billion won.
    public static let most = Money(won: 10_000_000_000)

    /// Rounded down, in ten-thousandths: `share(of: 680)` is 6.8 %.
    public func share(of tenThousandths: Int64) -> Money {
        let (whole, rest) = won.quotientAndRemainder(dividingBy: 10_000)
        let product = rest * tenThousandths
        let down = product >= 0 ? product / 10_000 : -((-product + 9_999) / 10_000)
        return Money(won: whole * tenThousandths + down)
    }
}

extension Money: Comparable {
    @inlinable
    public static func < (left: Money, right: Money) -> Bool { left.won < right.won }
}

extension Money: AdditiveArithmetic {
    @inlinable
    public static func + (left: Money, right: Money) -> Money { Money(won: left.won + right.won) }

    @inlinable
    public static func - (left: Money, right: Money) -> Money { Money(won: left.won - right.won) }

    @inlinable
    public static prefix func - (amount: Money) -> Money { Money(won: -amount.won) }

    @inlinable
    public static func * (amount: Money, count: Int) -> Money {
        Money(won: amount.won * Int64(count))
    }
}

extension Money: CustomStringConvertible {
    public var description: String { "₩\(won)" }
}

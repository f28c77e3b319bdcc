import Storage
import Testing

/// One thing that goes wrong in the rows of an `EventfulDay`, and who must notice.
struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    let invariant: Int
    /// A part of the first finding.
    let finding: String
    let statements: [SQL]

    init(_ name: String, _ invariant: Int, _ finding: String, _ statements: SQL...) {
        self.name = name
        self.invariant = invariant
        self.finding = finding
        self.statements = statements
    }

    var testDescription: String { name }

    static let all = money + coupons + progress + reviews + readModels + settlement
}

extension Damage {
    private static let money = [
        Damage(
            "a payment of less than the price", 1, "the customer paid",
            "UPDATE payments SET amount = amount - 1 WHERE id = (SELECT min(id) FROM orders)"),
        Damage(
            "a refund of an order that stands", 1, "the customer paid",
            """
            UPDATE payments SET state = 'refunded'
            WHERE id = (SELECT id FROM orders WHERE state = 'paid')
            """),
        Damage(
            "a charge that was voided under a standing order", 1, "the customer paid",
            """
            UPDATE payments SET state = 'voided'
            WHERE id = (SELECT id FROM orders WHERE state = 'paid')
            """),
        Damage(
            "a rejected order whose refund was forgotten", 1, "by the order's state it is",
            "DELETE FROM refunds",
            """
            UPDATE payments SET state = 'captured'
            WHERE id = (SELECT id FROM orders WHERE state = 'rejected')
            """),
        Damage(
            "a leg of the ledger that is too long", 1, "debits",
            "UPDATE ledger SET amount = amount + 1 WHERE account = 'bank' AND kind = 'top-up'"),
        Damage(
            "an entry of the ledger that was lost", 1, "the ledger has",
            """
            DELETE FROM ledger
            WHERE kind = 'capture' AND subject = (
                SELECT id FROM orders WHERE state = 'paid' AND card IS NOT NULL)
            """),
        Damage(
            "an order whose money was let go too early", 1, "the ledger holds",
            """
            INSERT INTO ledger (subject, entry, account, amount, kind, at)
            SELECT subject, 2, account, -amount, 'delivery', at FROM ledger
            WHERE entry = 1 AND subject = (
                SELECT id FROM orders WHERE state = 'paid' AND card IS NOT NULL)
            """),
        Damage(
            "a wallet with more than was put in", 1, "by the ledger",
            "UPDATE wallets SET balance = balance + 1 WHERE member = (SELECT min(member) FROM wallets)"
        ),
        Damage(
            "a charge that the provider does not know", 1, "the provider has",
            "DELETE FROM provider_movements WHERE position = 1"),
        Damage(
            "a refund that the provider does not know", 1, "the provider has",
            "DELETE FROM provider_movements WHERE kind = 'refund'"),
        Damage(
            "a charge that only the provider knows", 1, "no payment knows",
            """
            INSERT INTO provider_movements (charge, position, kind, amount)
            VALUES ('payment_7zzzzzzzzzzzzzzzzzzzzzzzzy', 1000000, 'capture', 5)
            """),
        Damage(
            "a charge under a key that is none of ours", 1, "no payment knows",
            """
            INSERT INTO provider_movements (charge, position, kind, amount)
            VALUES ('a-stranger', 1000000, 'capture', 5)
            """),
        Damage(
            "a charge that the provider made twice", 1, "the provider has",
            """
            INSERT INTO provider_movements (charge, position, kind, amount)
            SELECT charge, 1000000, kind, amount FROM provider_movements WHERE position = 1
            """),
    ]

    private static let coupons = [
        Damage(
            "a claim that is counted and not there", 2, "left and",
            "UPDATE campaigns SET claimed = claimed + 1 WHERE stock = 10"),
        Damage(
            "a standing order without its coupon", 2, "was redeemed by none",
            """
            UPDATE coupons SET redeemed_by = NULL
            WHERE redeemed_by = (SELECT min(id) FROM orders)
            """),
        Damage(
            "a coupon that was not given back", 2, "was not given back",
            """
            UPDATE coupons SET redeemed_by = (SELECT id FROM orders WHERE state = 'cancelled')
            WHERE redeemed_by IS NULL
            """),
        Damage(
            "a coupon that was spent on an order without it", 2, "which does not name it",
            """
            UPDATE coupons SET redeemed_by = (SELECT id FROM orders WHERE state = 'paid')
            WHERE redeemed_by IS NULL
            """),
    ]

    private static let progress = [
        Damage(
            "a pending order that nobody decides", 3, "nobody decides it",
            "UPDATE orders SET state = 'pending' WHERE state = 'paid'"),
        Damage(
            "a search for a rider without end", 3, "the search for a rider",
            "UPDATE deliveries SET accepted_at = accepted_at - 3600000 WHERE state = 'waiting'"),
        Damage(
            "a delivered order whose delivery was not completed", 3, "its delivery",
            """
            UPDATE deliveries SET state = 'pickedUp' WHERE id = (SELECT min(id) FROM orders)
            """),
        Damage(
            "an accepted order without a delivery", 3, "its delivery missing",
            "DELETE FROM deliveries WHERE state = 'waiting'"),
    ]
}

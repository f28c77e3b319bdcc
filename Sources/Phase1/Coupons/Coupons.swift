import CouponsRules
import Kernel
import OrdersRules
import SharedDatabase
import Storage

/// What orders may ask of coupons, each as part of their own transaction.
enum Coupons {
    /// Whether an order gets its coupon, and what that takes off. Nothing is written: the order
    /// that redeems it has to be there first.
    static func discount(
        of id: CouponID, for order: OrderToDiscount, at now: Moment, in reader: Reader
    ) throws -> Result<Discount, RedemptionRefusal> {
        guard var coupon = try find(id, in: reader) else { return .failure(.unknown) }
        do throws(RedemptionRefusal) {
            let discount = try coupon.redeem(for: order, at: now)
            return .success(
                Discount(
                    amount: discount.amount,
                    funder: discount.funder == .platform ? .platform : .store))
        } catch {
            return .failure(error)
        }
    }

    static func redeem(
        _ id: CouponID, by order: OrderID, in transaction: Transaction
    ) throws {
        try transaction.run(
            "UPDATE coupons SET redeemed_by = ?, version = version + 1 WHERE id = ?", order, id)
    }

    /// Gives a coupon back, if it is this order that has it.
    static func restore(
        _ id: CouponID, from order: OrderID, in transaction: Transaction
    ) throws {
        try transaction.run(
            """
            UPDATE coupons SET redeemed_by = NULL, version = version + 1
            WHERE id = ? AND redeemed_by = ?
            """, id, order)
    }

    static func has(
        _ member: MemberID, of campaign: CampaignID, in reader: Reader
    ) throws -> Bool {
        try reader.first(
            "SELECT 1 FROM coupons WHERE campaign = ? AND member = ?", campaign, member
        ) { _ in true } ?? false
    }

    private static func find(_ id: CouponID, in reader: Reader) throws -> Coupon? {
        try reader.first(
            """
            SELECT c.id, c.campaign, c.member, c.redeemed_by,
                   k.discount, k.minimum_order, k.funder, k.starts_at, k.ends_at
            FROM coupons AS c JOIN campaigns AS k ON k.id = c.campaign
            WHERE c.id = ?
            """, id
        ) { row in try Coupon(row) }
    }
}

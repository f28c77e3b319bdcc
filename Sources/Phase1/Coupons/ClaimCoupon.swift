import CouponsRules
import Identity
import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage

extension Monolith {
    /// A thousand who come for a hundred coupons at once stand in the one writer's line: each sees
    /// what all before have left, and no lock is asked for.
    func claimCoupon(
        _ call: Call<CampaignID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<CouponView> {
        let id = CouponID(bits: identifiers.next())
        let now = self.now
        let view = try await database.write { transaction in
            let coupon = try Coupons.claim(
                id, of: call.id, by: caller.member, at: now, in: transaction)
            return CouponView(coupon)
        }
        return reply(view)
    }
}

extension Coupons {
    static func claim(
        _ id: CouponID, of campaignID: CampaignID, by member: MemberID, at now: Moment,
        in transaction: Transaction
    ) throws -> Coupon {
        guard var campaign = try Campaign.find(campaignID, in: transaction) else {
            throw Refusal(.campaignNotFound)
        }
        let hasOne = try has(member, of: campaignID, in: transaction)
        let coupon = try campaign.claim(id, by: member, hasOne: hasOne, at: now)
        try transaction.run(
            "UPDATE campaigns SET claimed = claimed + 1, version = version + 1 WHERE id = ?",
            campaignID)
        try transaction.run(
            "INSERT INTO coupons (id, campaign, member, claimed_at) VALUES (?, ?, ?, ?)",
            id, campaignID, member, now)
        return coupon
    }
}

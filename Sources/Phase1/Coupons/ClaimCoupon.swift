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
            guard var campaign = try Campaign.find(call.id, in: transaction) else {
                throw Refusal(.campaignNotFound)
            }
            let hasOne = try Coupons.has(caller.member, of: call.id, in: transaction)
            let coupon = try campaign.claim(
                id, by: caller.member, hasOne: hasOne, at: now)
            try transaction.run(
                "UPDATE campaigns SET claimed = claimed + 1, version = version + 1 WHERE id = ?",
                call.id)
            try transaction.run(
                "INSERT INTO coupons (id, campaign, member, claimed_at) VALUES (?, ?, ?, ?)",
                id, call.id, caller.member, now)
            return CouponView(coupon)
        }
        return reply(view)
    }
}

import CouponsRules
import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage

extension Monolith {
    func listMyCoupons(
        _ call: Call<NoID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<CouponView>> {
        let cursor = try PageCursor<CouponTag>(call.query)
        let views = try await database.read { reader in
            try reader.all(
                """
                SELECT c.id, c.campaign, c.member, c.redeemed_by,
                       k.discount, k.minimum_order, k.funder, k.starts_at, k.ends_at
                FROM coupons AS c JOIN campaigns AS k ON k.id = c.campaign
                WHERE c.member = ? AND c.id < ? ORDER BY c.id DESC LIMIT ?
                """, caller.member, cursor.before, cursor.readLimit
            ) { row in
                try CouponView(Coupon(row))
            }
        }
        return Reply(cursor.page(of: views, by: \.id) { $0 })
    }
}

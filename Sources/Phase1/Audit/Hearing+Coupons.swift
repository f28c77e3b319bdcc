import AuditRules
import SharedDatabase
import Storage

extension Hearing {
    mutating func hearCampaigns() throws {
        try reader.forEach(
            """
            SELECT k.id, k.stock, k.stock - k.claimed,
                   (SELECT count(*) FROM coupons AS c WHERE c.campaign = k.id)
            FROM campaigns AS k
            """
        ) { row in
            judge.hear(
                try CampaignFacts(
                    id: row[0], stock: row[1], leftCount: row[2], claimCount: row[3]))
        }
    }

    /// An order tells of the coupon it names; only a coupon can tell of an order that does not name
    /// it. Those are none at all, so the database may look for them.
    mutating func hearStrayCoupons() throws {
        try reader.forEach(
            """
            SELECT c.id, c.redeemed_by
            FROM coupons AS c LEFT JOIN orders AS o ON o.id = c.redeemed_by
            WHERE c.redeemed_by IS NOT NULL AND o.coupon IS NOT c.id
            """
        ) { row in
            judge.hear(try StrayCoupon(id: row[0], redeemedBy: row[1]))
        }
    }
}

import CouponsRules
import Kernel
import PublicAPI
import SharedDatabase
import Storage

extension Campaign {
    static func find(_ id: CampaignID, in reader: Reader) throws -> Campaign? {
        try reader.first(
            """
            SELECT discount, minimum_order, funder, starts_at, ends_at, stock, claimed
            FROM campaigns WHERE id = ?
            """, id
        ) { row in
            try Campaign(
                id: id,
                terms: CouponTerms(
                    discount: row[0], minimumOrder: row[1],
                    funder: CouponTerms.Funder(storeID: row[2]), startsAt: row[3], endsAt: row[4]),
                stock: row[5], claimedCount: row[6])
        }
    }

    func insert(in transaction: Transaction) throws {
        try transaction.run(
            """
            INSERT INTO campaigns (
                id, discount, minimum_order, stock, funder, starts_at, ends_at
            ) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            id, terms.discount, terms.minimumOrder, stock, terms.funder.storeID, terms.startsAt,
            terms.endsAt)
    }
}

extension CampaignView {
    init(_ campaign: Campaign) {
        let terms = campaign.terms
        self.init(
            id: campaign.id, discount: terms.discount, minimumOrder: terms.minimumOrder,
            stock: campaign.stock, remaining: campaign.remaining,
            fundedByStore: terms.funder.storeID, startsAt: terms.startsAt, endsAt: terms.endsAt)
    }
}

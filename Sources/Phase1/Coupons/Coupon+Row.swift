import CouponsRules
import PublicAPI
import SharedDatabase
import Storage

extension Coupon {
    /// From nine columns: the terms of the campaign stand behind the coupon's own.
    init(_ row: borrowing Row) throws {
        try self.init(
            id: row[0], campaignID: row[1], memberID: row[2],
            terms: CouponTerms(
                discount: row[4], minimumOrder: row[5],
                funder: CouponTerms.Funder(storeID: row[6]), startsAt: row[7],
                endsAt: row[8]),
            state: CouponState(orderID: row[3]))
    }
}

extension CouponView {
    init(_ coupon: Coupon) {
        let terms = coupon.terms
        self.init(
            id: coupon.id, campaignID: coupon.campaignID,
            state: coupon.state == .claimed ? .claimed : .redeemed, discount: terms.discount,
            minimumOrder: terms.minimumOrder, storeID: terms.funder.storeID,
            orderID: coupon.state.orderID, expiresAt: terms.endsAt)
    }
}

import CouponsRules
import Kernel
import Testing

private let start = Moment(unixMilliseconds: 1_000)
private let end = Moment(unixMilliseconds: 2_000)
private let storeID = StoreID(bits: 7)
private let member = MemberID(bits: 1)

private func terms(
    discount: Int64 = 7_000, minimumOrder: Int64 = 15_000, funder: CouponTerms.Funder = .platform,
    endsAt: Moment = end
) -> CouponTerms {
    CouponTerms(
        discount: Money(won: discount), minimumOrder: Money(won: minimumOrder), funder: funder,
        startsAt: start, endsAt: endsAt)
}

private func campaign(stock: Int) throws -> Campaign {
    try Campaign(opening: CampaignID(bits: 5), on: terms(), stock: stock)
}

private func coupon(_ terms: CouponTerms = terms(), state: CouponState = .claimed) -> Coupon {
    Coupon(
        id: CouponID(bits: 3), campaignID: CampaignID(bits: 5), memberID: member, terms: terms,
        state: state)
}

private func order(
    _ number: UInt128 = 1, by memberID: MemberID = member, at store: StoreID = storeID,
    of won: Int64 = 20_000
) -> OrderToDiscount {
    OrderToDiscount(
        id: OrderID(bits: number), memberID: memberID, storeID: store,
        itemsTotal: Money(won: won))
}

@Suite struct CampaignTests {
    @Test func `the first to claim get the coupons, and then they are gone`() throws {
        var campaign = try campaign(stock: 2)
        for number in 1...2 as ClosedRange<UInt128> {
            let coupon = try campaign.claim(
                CouponID(bits: number), by: MemberID(bits: number), hasOne: false, at: start)
            #expect(coupon.memberID == MemberID(bits: number))
            #expect(coupon.state == .claimed)
        }
        #expect(campaign.remaining == 0)
        #expect(throws: CouponRejection.soldOut) {
            try campaign.claim(
                CouponID(bits: 3), by: MemberID(bits: 3), hasOne: false, at: start)
        }
        #expect(campaign.claimedCount == 2)
    }

    @Test func `a member claims once`() throws {
        var campaign = try campaign(stock: 2)
        #expect(throws: CouponRejection.alreadyClaimed) {
            try campaign.claim(CouponID(bits: 3), by: member, hasOne: true, at: start)
        }
        #expect(campaign.claimedCount == 0)
    }

    @Test(
        arguments: [
            (999, .campaignNotStarted(startsAt: start)), (1_000, nil), (1_999, nil),
            (2_000, .campaignOver),
        ] as [(Int64, CouponRejection?)])
    func `coupons are claimed from the start and before the end`(
        milliseconds: Int64, rejection: CouponRejection?
    ) throws {
        var campaign = try campaign(stock: 1)
        let now = Moment(unixMilliseconds: milliseconds)
        do throws(CouponRejection) {
            _ = try campaign.claim(CouponID(bits: 3), by: member, hasOne: false, at: now)
            #expect(rejection == nil)
        } catch {
            #expect(error == rejection)
        }
    }

    @Test(
        arguments: [
            (terms(), 0, .stock), (terms(), 1_000_001, .stock), (terms(discount: 0), 1, .discount),
            (terms(discount: 1_000_001), 1, .discount), (terms(minimumOrder: -1), 1, .minimumOrder),
            (terms(endsAt: start), 1, .window),
        ] as [(CouponTerms, Int, CampaignFault)])
    func `a campaign beyond its limits is not opened`(
        terms: CouponTerms, stock: Int, fault: CampaignFault
    ) {
        #expect(throws: CouponRejection.campaignInvalid(fault)) {
            try Campaign(opening: CampaignID(bits: 5), on: terms, stock: stock)
        }
    }
}

@Suite struct CouponTests {
    @Test func `a redeemed coupon takes its discount off`() throws {
        var coupon = coupon()
        let discount = try coupon.redeem(for: order(), at: start)
        #expect(discount == CouponDiscount(amount: Money(won: 7_000), funder: .platform))
        #expect(coupon.state == .redeemed(OrderID(bits: 1)))
    }

    @Test func `a discount is no more than the items cost`() throws {
        var coupon = coupon(terms(minimumOrder: 0))
        #expect(
            try coupon.redeem(for: order(of: 6_999), at: start).amount == Money(won: 6_999))
    }

    @Test func `the same order may ask twice, and late, and hears the same`() throws {
        var coupon = coupon()
        let first = try coupon.redeem(for: order(), at: start)
        #expect(try coupon.redeem(for: order(), at: end) == first)
    }

    @Test(
        arguments: [
            (order(by: MemberID(bits: 2)), start, .notTheMembers), (order(), end, .outOfTime),
            (order(at: StoreID(bits: 8)), start, .otherStore),
            (order(of: 14_999), start, .belowMinimumOrder),
        ] as [(OrderToDiscount, Moment, RedemptionRefusal)])
    func `a coupon is refused where its terms do not hold`(
        order: OrderToDiscount, now: Moment, refusal: RedemptionRefusal
    ) {
        var coupon = coupon(terms(funder: .store(storeID)))
        #expect(throws: refusal) { try coupon.redeem(for: order, at: now) }
        #expect(coupon.state == .claimed)
    }

    @Test func `a coupon that one order has is refused to another until it is back`() throws {
        var coupon = coupon()
        _ = try coupon.redeem(for: order(1), at: start)
        #expect(throws: RedemptionRefusal.alreadyRedeemed) {
            try coupon.redeem(for: order(2), at: start)
        }
        #expect(coupon.restore(from: order(1).id) == true)
        #expect(throws: Never.self) { try coupon.redeem(for: order(2), at: start) }
    }

    @Test func `giving back twice, or what one does not have, takes it from nobody`() throws {
        var coupon = coupon()
        #expect(coupon.restore(from: order(1).id) == false)
        _ = try coupon.redeem(for: order(1), at: start)
        #expect(coupon.restore(from: order(2).id) == false)
        #expect(coupon.state == .redeemed(order(1).id))
        #expect(coupon.restore(from: order(1).id) == true)
        #expect(coupon.restore(from: order(1).id) == false)
    }

    @Test(arguments: [CouponState.claimed, .redeemed(OrderID(bits: 4))])
    func `a coupon's state is read from the order that was written`(state: CouponState) {
        #expect(CouponState(orderID: state.orderID) == state)
    }
}

import Kernel
import PublicAPI
import PublicDoor
import Testing

extension ConformanceTests {
    @Suite struct CouponRush {
        @Test func `of 500 people who claim at once 100 get one of 100 coupons`() throws {
            try Drill.run { drill in
                let stock = 100
                let seller = try await drill.operatorOfTheTown()
                let campaign = try await seller.client.call(
                    PublicAPI.openCampaign,
                    CampaignForm(
                        discount: Money(won: 5_000), minimumOrder: Money(won: 15_000),
                        stock: stock, fundedByStore: nil, startsAt: Moment(unixMilliseconds: 0),
                        endsAt: Moment(unixMilliseconds: 4_000_000_000_000))
                ).answer
                let crowd = try await drill.people(.customer, count: 500)

                let verdicts = try await Drill.atOnce(crowd.count) { number in
                    try await Drill.verdict {
                        try await crowd[number].client.call(PublicAPI.claimCoupon, campaign.id)
                    }
                }

                let coupons = verdicts.compactMap { try? $0.get().answer.id }
                #expect(coupons.count == stock)
                #expect(Set(coupons).count == stock)
                for case .failure(let refused) in verdicts {
                    #expect(refused.code == "coupon-sold-out")
                }
                try await drill.wait {
                    try await seller.client.call(PublicAPI.campaign, campaign.id)
                        .answer.remaining == 0
                }
            }
        }
    }
}

import PublicAPI
import PublicDoor

extension Monolith {
    func mountCoupons(on door: inout PublicDoor) {
        door.on(PublicAPI.openCampaign, handler: openCampaign)
        door.openly(on: PublicAPI.campaign, handler: showCampaign)
        door.on(PublicAPI.claimCoupon, handler: claimCoupon)
        door.on(PublicAPI.myCoupons, handler: listMyCoupons)
    }
}

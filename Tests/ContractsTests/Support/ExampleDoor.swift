import Edge
import Identity
import PublicAPI
import PublicDoor

/// A front whose every endpoint answers with its first example.
enum ExampleDoor {
    static func open(_ check: TokenCheck<Caller>) -> PublicDoor {
        var door = PublicDoor(check)
        mountPeople(&door)
        mountStores(&door)
        mountOrders(&door)
        mountMoney(&door)
        return door
    }

    private static func mountPeople(_ door: inout PublicDoor) {
        door.openly(on: PublicAPI.register, handler: example)
        door.openly(on: PublicAPI.logIn, handler: example)
        door.on(PublicAPI.me, handler: example)
        door.on(PublicAPI.setShift, handler: example)
        door.on(PublicAPI.myDeliveries, handler: example)
        door.on(PublicAPI.pickUp, handler: example)
        door.on(PublicAPI.completeDelivery, handler: example)
        door.on(PublicAPI.failDelivery, handler: example)
        door.on(PublicAPI.myNotifications, handler: example)
    }

    private static func mountStores(_ door: inout PublicDoor) {
        door.on(PublicAPI.openStore, handler: example)
        door.on(PublicAPI.editStore, handler: example)
        door.on(PublicAPI.setOpening, handler: example)
        door.openly(on: PublicAPI.store, handler: example)
        door.on(PublicAPI.addMenuItem, handler: example)
        door.on(PublicAPI.editMenuItem, handler: example)
        door.on(PublicAPI.buyAd, handler: example)
        door.on(PublicAPI.ads, handler: example)
        door.on(PublicAPI.stopAd, handler: example)
        door.openly(on: PublicAPI.listing, handler: example)
        door.openly(on: PublicAPI.storeReviews, handler: example)
    }

    private static func mountOrders(_ door: inout PublicDoor) {
        door.on(PublicAPI.placeOrder, handler: example)
        door.on(PublicAPI.order, handler: example)
        door.on(PublicAPI.cancelOrder, handler: example)
        door.on(PublicAPI.acceptOrder, handler: example)
        door.on(PublicAPI.rejectOrder, handler: example)
        door.on(PublicAPI.markOrderReady, handler: example)
        door.on(PublicAPI.storeOrders, handler: example)
        door.on(PublicAPI.myOrders, handler: example)
        door.on(PublicAPI.writeReview, handler: example)
    }

    private static func mountMoney(_ door: inout PublicDoor) {
        door.on(PublicAPI.openCampaign, handler: example)
        door.openly(on: PublicAPI.campaign, handler: example)
        door.on(PublicAPI.claimCoupon, handler: example)
        door.on(PublicAPI.myCoupons, handler: example)
        door.on(PublicAPI.topUp, handler: example)
        door.on(PublicAPI.wallet, handler: example)
        door.on(PublicAPI.runSettlement, handler: example)
        door.on(PublicAPI.settlements, handler: example)
        door.on(PublicAPI.audit, handler: example)
    }

    private static func example<ID, Query, Body, Answer>(
        _ call: Call<ID, Query, Body>, _ caller: Caller
    ) async throws -> Reply<Answer> {
        Reply(Answer.examples[0])
    }

    private static func example<ID, Query, Body, Answer>(
        _ call: Call<ID, Query, Body>
    ) async throws -> Reply<Answer> {
        Reply(Answer.examples[0])
    }
}

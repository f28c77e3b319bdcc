import Kernel
import PublicAPI
import PublicDoor

/// A day on which everything happened once that an audit has to understand.
struct EventfulDay: Sendable {
    let shop: Shop
    let rider: Person
    let customer: Person
    let friend: Person
    /// Of the platform.
    let campaign: CampaignID

    init(in town: Town) async throws {
        shop = try await town.shop()
        rider = try await town.rider()
        customer = try await town.customer()
        friend = try await town.customer()
        campaign = try await town.openCampaign(stock: 10)
        try await deliverAndSettle(in: town)
        try await deliverByCard(in: town)
        try await sayNo(in: town)
        try await leaveOpen(in: town)
        try await town.pass(milliseconds: 15_000)
    }

    /// By wallet, with a coupon of the platform, reviewed; and an ad, all in a closed run.
    private func deliverAndSettle(in town: Town) async throws {
        let coupon = try await customer.client.call(PublicAPI.claimCoupon, campaign).answer.id
        let order = try await town.lunch(at: shop, for: customer, with: coupon).id
        try await town.deliver(order, from: shop, by: rider)
        _ = try await customer.client.call(
            PublicAPI.writeReview, order, ReviewForm(stars: 5, text: "맛있어요"))
        let today = Day(of: town.now)
        try await town.buyAd(for: shop, from: today, until: today.next.next)
        _ = try await town.settle(shop, through: today)
    }

    /// With a coupon of the store, after the run.
    private func deliverByCard(in town: Town) async throws {
        let campaign = try await town.openCampaign(stock: 5, fundedBy: shop.id)
        let coupon = try await customer.client.call(PublicAPI.claimCoupon, campaign).answer.id
        let order = try await town.lunch(
            at: shop, for: customer, paying: .card("card_ok"), with: coupon)
        try await town.deliver(order.id, from: shop, by: rider)
    }

    /// A card order that the owner rejects, and a wallet order that its customer takes back.
    private func sayNo(in town: Town) async throws {
        let rejected = try await town.lunch(at: shop, for: friend, paying: .card("card_ok"))
        _ = try await shop.owner.client.call(PublicAPI.rejectOrder, rejected.id)
        let coupon = try await friend.client.call(PublicAPI.claimCoupon, campaign).answer.id
        let regretted = try await town.lunch(at: shop, for: friend, with: coupon)
        _ = try await friend.client.call(PublicAPI.cancelOrder, regretted.id)
    }

    /// One that is paid, and one that waits for a rider.
    private func leaveOpen(in town: Town) async throws {
        _ = try await rider.client.call(PublicAPI.setShift, .off)
        _ = try await town.lunch(at: shop, for: friend, paying: .card("card_ok"))
        let accepted = try await town.lunch(at: shop, for: friend)
        _ = try await shop.owner.client.call(PublicAPI.acceptOrder, accepted.id)
    }
}

extension Town {
    func audit() async throws -> AuditView {
        try await operatorOfTheTown().client.call(PublicAPI.audit).answer
    }

    func buyAd(for shop: Shop, from first: Day, until end: Day) async throws {
        _ = try await shop.owner.client.call(
            PublicAPI.buyAd, shop.id, AdForm(from: first, until: end),
            PublicClient.Options(idempotencyKey: freshKey()))
    }

    func settle(_ shop: Shop, through day: Day, key: String? = nil) async throws -> SettlementView {
        try await operatorOfTheTown().client.call(
            PublicAPI.runSettlement, SettlementForm(storeID: shop.id, through: day),
            PublicClient.Options(idempotencyKey: key ?? freshKey())
        ).answer
    }
}

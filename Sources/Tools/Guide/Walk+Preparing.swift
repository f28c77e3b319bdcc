import Kernel
import PublicAPI
import PublicDoor
import Runtime

// Before there is an order: people, a store, a rider, a coupon, money.

extension Walk {
    struct Cast: Sendable {
        let customer: Person
        let owner: Person
        let rider: Person
    }

    func logIn() async throws -> Cast {
        try await step(.logIn) {
            let word = freshWord()
            let cast = Cast(
                customer: try await register(.customer, "김하늘", word),
                owner: try await register(.owner, "이사장", word),
                rider: try await register(.rider, "박달려", word))
            let names = [cast.customer, cast.owner, cast.rider].map(\.name)
            return (cast, "\(names.joined(separator: ", ")): each has a token for twelve hours")
        }
    }

    private func register(_ role: Role, _ name: String, _ word: String) async throws -> Person {
        let email = "\(role)-\(word)@example.com"
        let password = freshWord() + freshWord()
        _ = try await phone.call(
            PublicAPI.register,
            RegistrationForm(email: email, name: name, password: password, role: role))
        let session = try await phone.call(
            PublicAPI.logIn, LoginForm(email: email, password: password)
        ).answer
        var phone = self.phone
        phone.token = session.token
        return Person(name: session.member.name, phone: phone)
    }

    /// In a part of the town where hardly anybody else is, so that the rider is the nearest.
    func openStore(_ owner: Person) async throws -> Shop {
        try await step(.openStore) {
            var randomness = environment.makeRandomness()
            let form = StoreForm(
                name: "한강치킨 \(freshWord().prefix(4))", category: .chicken,
                place: Place(
                    x: .random(in: 20_000...45_000, using: &randomness),
                    y: .random(in: 20_000...45_000, using: &randomness)),
                minimumOrder: Money(won: 15_000), deliveryFee: Money(won: 3_000))
            let store = try await owner.phone.call(PublicAPI.openStore, form).answer
            let dishes = [("후라이드치킨", 20_000), ("생맥주", 6_000)]
            var menu: [MenuItemView] = []
            for (name, won) in dishes {
                let dish = MenuItemForm(name: name, price: Money(won: Int64(won)))
                menu.append(
                    try await owner.phone.call(PublicAPI.addMenuItem, store.id, dish).answer)
            }
            _ = try await owner.phone.call(
                PublicAPI.setOpening, store.id, OpeningForm(isOpen: true))
            let shop = Shop(
                id: store.id, name: store.name, place: store.place, chicken: menu[0],
                beer: menu[1], fee: store.deliveryFee)
            let prices = menu.map { "\($0.name) \($0.price.inThousands)" }
            return (shop, "\(shop.name): \(prices.joined(separator: ", "))")
        }
    }

    func goOnShift(_ rider: Person, at shop: Shop) async throws {
        try await step(.goOnShift) {
            let shift = try await rider.phone.call(PublicAPI.setShift, .on(shop.place)).answer
            return ((), "\(rider.name) is on shift\(shift.deliveryID == nil ? ", and idle" : "")")
        }
    }

    func search(_ customer: Person, for shop: Shop) async throws {
        try await step(.search) {
            let query = ListingQuery(search: "치킨", near: shop.door, sort: .distance)
            let found = try await environment.eventually("the store in the listing") {
                let stores = try await customer.phone.call(PublicAPI.listing, query: query)
                return stores.answer.items.first { $0.id == shop.id }
            }
            let metres = found.distanceMetres.map { ", \($0) m away" } ?? ""
            return ((), "\(found.name)\(metres), delivery \(found.deliveryFee.inThousands)")
        }
    }

    func claimCoupon(_ customer: Person) async throws -> CouponID {
        let now = Moment(unixMilliseconds: environment.unixMilliseconds)
        let form = CampaignForm(
            discount: Money(won: 7_000), minimumOrder: Money(won: 15_000), stock: 100,
            fundedByStore: nil, startsAt: now, endsAt: now.advanced(byMilliseconds: 3_600_000))
        let campaign = try await desk.phone.call(PublicAPI.openCampaign, form).answer
        return try await step(.claimCoupon) {
            let coupon = try await customer.phone.call(
                PublicAPI.claimCoupon, campaign.id
            ).answer
            return (coupon.id, "\(coupon.discount.inThousands) off, one of \(campaign.stock)")
        }
    }

    func topUp(_ customer: Person) async throws {
        try await step(.topUp) {
            let topUp = try await customer.phone.call(
                PublicAPI.topUp, TopUpForm(amount: Money(won: 50_000)),
                PublicClient.Options(idempotencyKey: freshWord())
            ).answer
            return ((), "\(topUp.balance.inThousands) in it")
        }
    }
}

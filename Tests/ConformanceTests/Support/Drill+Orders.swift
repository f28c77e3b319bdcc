import Kernel
import PublicAPI
import PublicDoor
import Testing

/// A store that is open, and what a meal comes to there.
struct Shop: Sendable {
    let owner: Drill.Person
    let id: StoreID
    let chicken: MenuItemView
    let mealTotal: Money
    /// Of the last write: a phase that copies menus has to have seen it.
    let version: String?
}

extension Drill {
    private static let place = Place(x: 0, y: 0)
    private static let deliveryFee = Money(won: 3_000)

    func shop() async throws -> Shop {
        let owner = try await person(.owner)
        let store = try await owner.client.call(
            PublicAPI.openStore,
            StoreForm(
                name: "교촌치킨", category: .chicken, place: Self.place,
                minimumOrder: Money(won: 15_000), deliveryFee: Self.deliveryFee)
        ).answer
        let chicken = try await owner.client.call(
            PublicAPI.addMenuItem, store.id,
            MenuItemForm(name: "후라이드", price: Money(won: 20_000))
        ).answer
        let opened = try await owner.client.call(
            PublicAPI.setOpening, store.id, OpeningForm(isOpen: true))
        return Shop(
            owner: owner, id: store.id, chicken: chicken,
            mealTotal: chicken.price + Self.deliveryFee, version: opened.version)
    }

    func customer(withMeals count: Int, at shop: Shop) async throws -> Person {
        let customer = try await person(.customer)
        _ = try await customer.client.call(
            PublicAPI.topUp, TopUpForm(amount: shop.mealTotal * count),
            PublicClient.Options(idempotencyKey: "purse"))
        return customer
    }

    /// One chicken, settled: a client that must know at once says so.
    func order(
        _ shop: Shop, by customer: Person, key: String, payment: PaymentForm = .wallet
    ) async throws -> OrderView {
        let form = OrderForm(
            storeID: shop.id, lines: [OrderForm.Line(itemID: shop.chicken.id, quantity: 1)],
            place: Self.place, payment: payment, expectedTotal: shop.mealTotal)
        return try await customer.client.call(
            PublicAPI.placeOrder, form,
            PublicClient.Options(idempotencyKey: key, waitSeconds: 10, after: shop.version)
        ).answer
    }

    func balance(of customer: Person) async throws -> Money {
        try await customer.client.call(PublicAPI.wallet).answer.balance
    }
}

import EventLoop
import HTTP
import Kernel
import PublicAPI
import PublicDoor
import Testing

/// A store that is open, with its owner and its menu.
struct Shop: Sendable {
    let owner: Person
    let id: StoreID
    let chicken: MenuItemView
    let beer: MenuItemView
    let minimumOrder: Money
    let deliveryFee: Money

    /// Two chickens and a beer: 49,000 with the fee.
    var lunch: [OrderForm.Line] {
        [
            OrderForm.Line(itemID: chicken.id, quantity: 2),
            OrderForm.Line(itemID: beer.id, quantity: 1),
        ]
    }

    var lunchItems: Money { chicken.price * 2 + beer.price }
    var lunchTotal: Money { lunchItems + deliveryFee }
}

extension Town {
    static let centre = Place(x: 0, y: 0)

    func shop(at place: Place = Town.centre) async throws -> Shop {
        let owner = try await person(.owner)
        let store = try await owner.client.call(
            PublicAPI.openStore,
            StoreForm(
                name: "교촌치킨", category: .chicken, place: place,
                minimumOrder: Money(won: 15_000), deliveryFee: Money(won: 3_000))
        ).answer
        let chicken = try await owner.client.call(
            PublicAPI.addMenuItem, store.id,
            MenuItemForm(name: "후라이드", price: Money(won: 20_000))
        ).answer
        let beer = try await owner.client.call(
            PublicAPI.addMenuItem, store.id, MenuItemForm(name: "맥주", price: Money(won: 6_000))
        ).answer
        _ = try await owner.client.call(
            PublicAPI.setOpening, store.id, OpeningForm(isOpen: true))
        return Shop(
            owner: owner, id: store.id, chicken: chicken, beer: beer,
            minimumOrder: store.minimumOrder, deliveryFee: store.deliveryFee)
    }

    /// With so much in the wallet.
    func customer(with won: Int64 = 1_000_000) async throws -> Person {
        let customer = try await person(.customer)
        if won > 0 { try await topUp(customer, won) }
        return customer
    }

    func topUp(_ person: Person, _ won: Int64) async throws {
        _ = try await person.client.call(
            PublicAPI.topUp, TopUpForm(amount: Money(won: won)),
            PublicClient.Options(idempotencyKey: freshKey()))
    }

    func rider(at place: Place = Town.centre) async throws -> Person {
        let rider = try await person(.rider)
        _ = try await rider.client.call(PublicAPI.setShift, .on(place))
        return rider
    }

    func freshKey() -> String { "key-\(simulation.random.next())" }

    func lunchForm(
        at shop: Shop, paying payment: PaymentForm = .wallet, with coupon: CouponID? = nil
    ) -> OrderForm {
        OrderForm(
            storeID: shop.id, lines: shop.lunch, place: Place(x: 300, y: 400), couponID: coupon,
            payment: payment, expectedTotal: shop.lunchTotal)
    }

    func order(
        _ form: OrderForm, by customer: Person, key: String? = nil
    ) async throws -> OrderView {
        try await customer.client.call(
            PublicAPI.placeOrder, form,
            PublicClient.Options(idempotencyKey: key ?? freshKey())
        ).answer
    }

    func lunch(
        at shop: Shop, for customer: Person, paying payment: PaymentForm = .wallet,
        with coupon: CouponID? = nil
    ) async throws -> OrderView {
        try await order(lunchForm(at: shop, paying: payment, with: coupon), by: customer)
    }

    /// ₩7,000 off from ₩15,000 on, paid by the platform, for the next day.
    func openCampaign(
        stock: Int, off discount: Money = Money(won: 7_000), fundedBy store: StoreID? = nil
    ) async throws -> CampaignID {
        let form = CampaignForm(
            discount: discount, minimumOrder: Money(won: 15_000), stock: stock,
            fundedByStore: store, startsAt: now, endsAt: now.advanced(byMilliseconds: 86_400_000))
        return try await operatorOfTheTown().client.call(PublicAPI.openCampaign, form).answer.id
    }

    func balance(of person: Person) async throws -> Money {
        try await person.client.call(PublicAPI.wallet).answer.balance
    }

    func see(_ order: OrderID, as person: Person) async throws -> OrderView {
        try await person.client.call(PublicAPI.order, order).answer
    }

    /// From paid to the customer's door.
    func deliver(_ order: OrderID, from shop: Shop, by rider: Person) async throws {
        _ = try await shop.owner.client.call(PublicAPI.acceptOrder, order)
        _ = try await shop.owner.client.call(PublicAPI.markOrderReady, order)
        let delivery = try #require(try await see(order, as: shop.owner).deliveryID)
        _ = try await rider.client.call(PublicAPI.pickUp, delivery)
        _ = try await rider.client.call(PublicAPI.completeDelivery, delivery)
    }

    /// Expects that `body` is refused so.
    func expectRefusal(
        _ code: ProblemCode, sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async {
        do {
            try await body()
            Issue.record("it was not refused", sourceLocation: sourceLocation)
        } catch let problem as PublicProblem {
            #expect(problem.known == code, "\(problem)", sourceLocation: sourceLocation)
        } catch {
            Issue.record("\(error)", sourceLocation: sourceLocation)
        }
    }

    /// Judges all invariants; nothing may be wrong, and after a rest nothing in flight.
    func expectCleanAudit(
        afterRestMilliseconds rest: Int = 15_000, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await pass(milliseconds: rest)
        let audit = try await operatorOfTheTown().client.call(PublicAPI.audit).answer
        for violation in audit.violations {
            Issue.record(
                "\(violation.subject): \(violation.finding)", sourceLocation: sourceLocation)
        }
        #expect(audit.inFlightCount == 0, "\(audit.inFlight)", sourceLocation: sourceLocation)
        #expect(audit.judged.contains { $0.count > 0 }, sourceLocation: sourceLocation)
    }
}

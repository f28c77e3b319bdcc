import HTTP
import JSON
import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage
import Testing

@testable import MonolithMain

@Suite struct PlaceOrderTests {
    @Test func `a lunch paid by wallet is paid when the answer comes`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer(with: 50_000)
            let order = try await town.lunch(at: shop, for: customer)
            #expect(order.state == .paid)
            #expect(order.total == shop.lunchTotal)
            #expect(order.payment.state == .captured)
            #expect(try await town.see(order.id, as: customer) == order)
            #expect(try await town.balance(of: customer) == Money(won: 50_000) - order.total)
        }
    }

    @Test func `what was agreed stays as it was, whatever becomes of the menu`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            let dish = MenuPlace(store: shop.id, item: shop.chicken.id)
            func rename(_ name: String, _ won: Int64) async throws {
                _ = try await shop.owner.client.call(
                    PublicAPI.editMenuItem, dish,
                    MenuItemChangeForm(name: name, price: Money(won: won)))
            }
            let name = #"치킨 "반반" \ 🍗 <b>&amp;</b>"#
            try await rename(name, shop.chicken.price.won)
            let order = try await town.lunch(at: shop, for: customer)
            #expect(order.lines.map(\.name) == [name, shop.beer.name])
            try await rename("tofu", 1_000)
            #expect(try await town.see(order.id, as: customer) == order)
            let past = try await customer.client.call(
                PublicAPI.myOrders, query: PageQuery(limit: 1)
            ).answer.items
            #expect(past.map(\.order) == [order])
        }
    }

    @Test func `lines that cannot be read any more are told as damage`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            let order = try await town.lunch(at: shop, for: customer)
            let database = try #require(town.monolith?.database)
            for text in ["", "[", "{}", #"[{"item":"item_1","name":"a","price":1,"quantity":1}]"#] {
                let error = await #expect(throws: StorageError.self, "\(text)") {
                    try await database.write { transaction in
                        try transaction.run(
                            "UPDATE orders SET lines = ? WHERE id = ?", text, order.id)
                        _ = try PlacedOrder.find(order.id, in: transaction)
                    }
                }
                guard case .corrupt = error else {
                    Issue.record("\(text) was told as \(String(describing: error))")
                    continue
                }
            }
            #expect(try await town.see(order.id, as: customer) == order)
        }
    }

    @Test func `a wallet that has too little cancels the order and keeps what it has`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer(with: 10_000)
            let order = try await town.lunch(at: shop, for: customer)
            #expect(order.state == .cancelled && order.reason == .paymentDeclined)
            #expect(try await town.balance(of: customer) == Money(won: 10_000))
        }
    }

    @Test func `what cannot be ordered is refused before there is an order`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            let few = OrderForm(
                storeID: shop.id, lines: [OrderForm.Line(itemID: shop.beer.id, quantity: 1)],
                place: Town.centre, payment: .wallet, expectedTotal: Money(won: 9_000))
            await town.expectRefusal(.belowMinimumOrder) {
                _ = try await town.order(few, by: customer)
            }
            _ = try await shop.owner.client.call(
                PublicAPI.editMenuItem, MenuPlace(store: shop.id, item: shop.chicken.id),
                MenuItemChangeForm(price: Money(won: 21_000)))
            await town.expectRefusal(.priceChanged) {
                _ = try await town.lunch(at: shop, for: customer)
            }
            _ = try await shop.owner.client.call(
                PublicAPI.editMenuItem, MenuPlace(store: shop.id, item: shop.chicken.id),
                MenuItemChangeForm(isSoldOut: true))
            await town.expectRefusal(.itemSoldOut) {
                _ = try await town.lunch(at: shop, for: customer)
            }
            _ = try await shop.owner.client.call(
                PublicAPI.setOpening, shop.id, OpeningForm(isOpen: false))
            await town.expectRefusal(.storeClosed) {
                _ = try await town.lunch(at: shop, for: customer)
            }
            #expect(
                try await customer.client.call(PublicAPI.myOrders, query: PageQuery()).answer.items
                    .isEmpty)
        }
    }

    @Test func `the same key gives the same order, and another body is refused`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            let form = town.lunchForm(at: shop)
            let first = try await town.order(form, by: customer, key: "once")
            #expect(try await town.order(form, by: customer, key: "once") == first)
            let other = town.lunchForm(at: shop, paying: .card("card_ok"))
            await town.expectRefusal(.idempotencyKeyReused) {
                _ = try await town.order(other, by: customer, key: "once")
            }
            #expect(try await town.balance(of: customer) == Money(won: 1_000_000) - first.total)
        }
    }

    @Test(arguments: Sequel.allCases, [PaymentForm.wallet, .card("card_ok")])
    func `a key gives what was answered first, byte for byte, whatever became of the order since`(
        sequel: Sequel, payment: PaymentForm
    ) throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            let rider = sequel == .noRider ? nil : try await town.rider()
            let campaign = try await town.openCampaign(stock: 1)
            let coupon = try await customer.client.call(PublicAPI.claimCoupon, campaign).answer.id
            let form = town.lunchForm(at: shop, paying: payment, with: coupon)
            let order = try await town.order(form, by: customer, key: "once")
            let first = try await town.send(try .order(form, key: "once"), as: customer)
            try await town.pass(milliseconds: 1_000)

            try await sequel.happen(to: order.id, of: customer, from: shop, with: rider, in: town)
            let now = try await town.see(order.id, as: customer)
            #expect(now.state == sequel.state && now.reason == sequel.reason && now != order)
            for _ in 0..<2 {
                #expect(try await town.order(form, by: customer, key: "once") == order)
                #expect(try await town.send(try .order(form, key: "once"), as: customer) == first)
            }
        }
    }

    @Test func `the first answer of an order is the one that its key gives`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            for payment in [PaymentForm.wallet, .card("card_ok"), .card("card_declined")] {
                let request = try Request.order(
                    town.lunchForm(at: shop, paying: payment), key: town.freshKey())
                let first = try await town.send(request, as: customer)
                #expect(first.status == 201)
                #expect(try await town.send(request, as: customer) == first)
            }
        }
    }

    @Test func `an order with nothing to pay has the same answer for its key, too`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer(with: 0)
            _ = try await shop.owner.client.call(
                PublicAPI.editStore, shop.id, StoreChangeForm(deliveryFee: .zero))
            let campaign = try await town.openCampaign(stock: 2, off: shop.lunchItems)
            let coupon = try await customer.client.call(PublicAPI.claimCoupon, campaign).answer.id
            let form = OrderForm(
                storeID: shop.id, lines: shop.lunch, place: Town.centre, couponID: coupon,
                payment: .card("card_ok"), expectedTotal: shop.lunchItems)
            let order = try await town.order(form, by: customer, key: "once")
            #expect(order.state == .paid && order.total == .zero)
            _ = try await shop.owner.client.call(PublicAPI.acceptOrder, order.id)
            #expect(try await town.order(form, by: customer, key: "once") == order)
        }
    }

    @Test func `the answer to an order by card is kept, to one by wallet is told by its row`()
        throws
    {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            let database = try #require(town.monolith?.database)
            for (payment, isKept) in [(PaymentForm.wallet, false), (.card("card_ok"), true)] {
                let order = try await town.lunch(at: shop, for: customer, paying: payment)
                let answer: [UInt8]?? = try await database.read { reader in
                    try reader.first("SELECT answer FROM requests WHERE subject = ?", order.id) {
                        try $0[0] as [UInt8]?
                    }
                }
                #expect((try #require(answer) != nil) == isKept)
            }
        }
    }

    @Test func `a key of an order that was refused its money or its coupon gives that again`()
        throws
    {
        try Town.run { town in
            let shop = try await town.shop()
            let poor = try await town.customer(with: 10_000)
            let rich = try await town.customer()
            let forms = [
                (poor, town.lunchForm(at: shop), OrderView.CancelReason.paymentDeclined),
                (rich, town.lunchForm(at: shop, with: CouponID(bits: 1)), .couponRejected),
            ]
            for (customer, form, reason) in forms {
                let first = try await town.order(form, by: customer, key: "once")
                #expect(first.reason == reason)
                try await town.topUp(customer, 100_000)
                #expect(try await town.order(form, by: customer, key: "once") == first)
            }
        }
    }

    @Test func `twins of a card order wait for the first and get its answer`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            let form = town.lunchForm(at: shop, paying: .card("card_slow"))
            let orders = try await withThrowingTaskGroup(of: OrderView.self) { group in
                for _ in 0..<5 {
                    group.addTask { try await town.order(form, by: customer, key: "once") }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(orders.map(\.id)).count == 1)
            #expect(orders.allSatisfy { $0.state == .paid })
        }
    }

    @Test(arguments: [
        ("card_ok", OrderView.State.paid, nil),
        ("card_declined", .cancelled, OrderView.CancelReason.paymentDeclined),
        ("card_insufficient", .cancelled, .paymentDeclined),
        ("card_slow", .paid, nil),
        ("card_flaky", .paid, nil),
    ])
    func `a card decides the order`(
        card: String, state: OrderView.State, reason: OrderView.CancelReason?
    ) throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer(with: 0)
            let order = try await town.lunch(at: shop, for: customer, paying: .card(card))
            #expect(order.state == state && order.reason == reason)
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `a charge without an answer keeps the order pending until the provider says`(
        seed: UInt64
    ) throws {
        try Town.run(seed: seed) { town in
            let shop = try await town.shop()
            let customer = try await town.customer(with: 0)
            let order = try await town.lunch(
                at: shop, for: customer, paying: .card("card_timeout"))
            #expect(order.state == .pending)
            try await town.wait(upToMilliseconds: 120_000) {
                try await town.see(order.id, as: customer).state != .pending
            }
            let settled = try await town.see(order.id, as: customer)
            #expect(
                settled.state == .paid
                    || settled.state == .cancelled && settled.reason == .paymentUnknown)
        }
    }

    @Test func `a cancel while the card is being charged wins, and the money goes back`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer(with: 0)
            let form = town.lunchForm(at: shop, paying: .card("card_slow"))
            async let placed = town.order(form, by: customer)
            try await town.pass(milliseconds: 500)
            let page = try await customer.client.call(PublicAPI.myOrders, query: PageQuery())
            let pending = try #require(page.answer.items.first)
            let wish = try await customer.client.call(PublicAPI.cancelOrder, pending.order.id)
            #expect(wish.answer.state == .pending && wish.answer.isCancelRequested)
            let order = try await placed
            #expect(order.state == .cancelled && order.reason == .byCustomer)
            try await town.wait {
                try await town.see(order.id, as: customer).payment.state == .refunded
            }
        }
    }
}

/// What may become of an order that was paid.
enum Sequel: CaseIterable {
    case accepted, rejected, cancelled, noRider, failed, delivered

    var state: OrderView.State {
        switch self {
        case .accepted: .accepted
        case .rejected: .rejected
        case .cancelled, .noRider, .failed: .cancelled
        case .delivered: .delivered
        }
    }

    var reason: OrderView.CancelReason? {
        switch self {
        case .accepted, .rejected, .delivered: nil
        case .cancelled: .byCustomer
        case .noRider: .noRider
        case .failed: .deliveryFailed
        }
    }

    /// Until money that goes back has arrived.
    func happen(
        to order: OrderID, of customer: Person, from shop: Shop, with rider: Person?, in town: Town
    ) async throws {
        switch self {
        case .accepted, .noRider:
            _ = try await shop.owner.client.call(PublicAPI.acceptOrder, order)
        case .rejected: _ = try await shop.owner.client.call(PublicAPI.rejectOrder, order)
        case .cancelled: _ = try await customer.client.call(PublicAPI.cancelOrder, order)
        case .failed:
            _ = try await shop.owner.client.call(PublicAPI.acceptOrder, order)
            let delivery = try #require(try await town.see(order, as: shop.owner).deliveryID)
            _ = try await rider?.client.call(PublicAPI.failDelivery, delivery)
        case .delivered: try await town.deliver(order, from: shop, by: try #require(rider))
        }
        try await town.pass(milliseconds: self == .noRider ? 400_000 : 15_000)
    }
}

extension Request {
    fileprivate static func order(_ form: OrderForm, key: String) throws -> Request {
        var request = Request(.post, try #require(Target(PublicAPI.placeOrder.facts.path)))
        request.fields.append(.contentType, "application/json")
        request.fields.append(.idempotencyKey, key)
        request.body = .bytes(JSONWriter.bytes(of: form))
        return request
    }
}

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

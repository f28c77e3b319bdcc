import HTTP
import JSON
import Kernel
import PublicAPI
import PublicDoor
import Storage
import Testing

@testable import MonolithMain

/// An order that is asked for again with its key.
@Suite struct KeyedOrderTests {
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

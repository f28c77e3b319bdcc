import EventLoop
import HTTP
import Kernel
import ProviderAPI
import PublicAPI
import PublicDoor
import Testing

/// People who order, cook, ride and change their minds at random, and remember what they were told.
final class BusyTown: @unchecked Sendable {
    // Sendable: all of it is on the one thread of the simulation.

    /// An order as somebody asked for it, and the last that they heard of it.
    struct Wish {
        let key: String
        let form: OrderForm
        let customer: Person
        var told: OrderView?
    }

    let town: Town
    private let shops: [Shop]
    private let customers: [Person]
    private let riders: [Person]
    private let campaign: CampaignID
    private(set) var wishes: [Wish] = []
    private var random: SeededGenerator
    private var isOpen = true

    init(_ town: Town, seed: UInt64) async throws {
        self.town = town
        random = SeededGenerator(seed: seed)
        shops = [try await town.shop(), try await town.shop(at: Place(x: 2_000, y: 0))]
        var customers: [Person] = []
        for _ in 0..<4 { customers.append(try await town.customer(with: 300_000)) }
        self.customers = customers
        riders = [try await town.rider(), try await town.rider(at: Place(x: 1_000, y: 500))]
        campaign = try await town.openCampaign(stock: 3)
    }

    private func draw(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }
    private func isOneIn(_ count: Int) -> Bool { draw(1...count) == 1 }

    // MARK: A day

    /// Everybody does their part until so many orders were wished for and `disturb` has come to its
    /// end.
    func liveThrough(orders: Int, disturb: @escaping @Sendable (BusyTown) async throws -> Void)
        async throws
    {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for customer in customers {
                group.addTask { try await self.order(orders / self.customers.count, as: customer) }
            }
            let work = TaskScope(loop: town.loop)
            for shop in shops {
                work.spawn { await self.repeating { try await self.cook(at: shop) } }
            }
            for rider in riders {
                work.spawn { await self.repeating { try await self.ride(as: rider) } }
            }
            group.addTask { try await disturb(self) }
            try await group.waitForAll()
            isOpen = false
            await work.drained(by: town.loop.now.advanced(byMilliseconds: 60_000))
        }
    }

    private func order(_ count: Int, as customer: Person) async throws {
        let coupon = try? await customer.client.call(PublicAPI.claimCoupon, campaign).answer.id
        let cards = [
            "card_ok", "card_ok", "card_flaky", "card_slow", "card_timeout", "card_declined",
        ]
        for number in 0..<count {
            let card = PaymentForm.card(cards[draw(0...5)])
            let form = town.lunchForm(
                at: shops[draw(0...1)], paying: isOneIn(2) ? .wallet : card,
                with: number == 0 ? coupon : nil)
            let wish = Wish(key: town.freshKey(), form: form, customer: customer)
            wishes.append(wish)
            await insist(on: wishes.count - 1)
            if isOneIn(6), let order = wishes.last(where: { $0.customer.id == customer.id })?.told {
                _ = try? await customer.client.call(PublicAPI.cancelOrder, order.id)
            }
            try await town.pass(milliseconds: draw(1...400))
        }
    }

    /// Asks with the same key until there is an answer.
    func insist(on index: Int) async {
        let wish = wishes[index]
        for _ in 0..<200 {
            do {
                let told = try await town.order(wish.form, by: wish.customer, key: wish.key)
                wishes[index].told = told
                return
            } catch let problem as PublicProblem where problem.status < 500 {
                Issue.record("an order was refused: \(problem)")
                return
            } catch {
                _ = try? await town.pass(milliseconds: 50)
            }
        }
        Issue.record("an order had no answer for long")
    }

    private func repeating(_ work: () async throws -> Void) async {
        while isOpen {
            try? await work()
            _ = try? await town.pass(milliseconds: draw(20...200))
        }
    }

    private func cook(at shop: Shop) async throws {
        let orders = try await shop.owner.client.call(
            PublicAPI.storeOrders, shop.id, query: PageQuery()
        ).answer.items
        for order in orders {
            switch order.state {
            case .paid where isOneIn(8):
                _ = try await shop.owner.client.call(PublicAPI.rejectOrder, order.id)
            case .paid: _ = try await shop.owner.client.call(PublicAPI.acceptOrder, order.id)
            case .accepted:
                _ = try await shop.owner.client.call(PublicAPI.markOrderReady, order.id)
            case .pending, .ready, .pickedUp, .delivered, .rejected, .cancelled: break
            }
        }
    }

    private func ride(as rider: Person) async throws {
        let deliveries = try await rider.client.call(
            PublicAPI.myDeliveries, query: PageQuery(limit: 5)
        ).answer.items
        for delivery in deliveries {
            switch delivery.state {
            case .assigned where isOneIn(12), .pickedUp where isOneIn(12):
                _ = try await rider.client.call(PublicAPI.failDelivery, delivery.id)
            case .assigned: _ = try await rider.client.call(PublicAPI.pickUp, delivery.id)
            case .pickedUp:
                _ = try await rider.client.call(PublicAPI.completeDelivery, delivery.id)
                let customer = wishes.first { $0.told?.id == delivery.orderID }?.customer
                _ = try await customer?.client.call(
                    PublicAPI.writeReview, delivery.orderID,
                    ReviewForm(stars: draw(1...5), text: "맛있어요"))
            case .waiting, .completed, .failed: break
            }
        }
    }

    // MARK: Trouble

    /// Crashes the monolith so many times, at any moment, while the provider fails as it likes.
    func crash(_ times: Int) async throws {
        for _ in 0..<times {
            try await town.behave {
                $0.chargeFailurePercent = draw(0...30)
                $0.askFailurePercent = draw(0...30)
                $0.pushFailurePercent = draw(0...30)
                $0.latencyMilliseconds = draw(0...50)
            }
            try await town.pass(milliseconds: draw(1...700))
            town.crashMonolith()
            try await town.pass(milliseconds: draw(0...300))
            try await town.startMonolith()
        }
        try await town.behave { _ in }
    }

    // MARK: What was promised

    /// Every order that somebody was told of is there, once, and what was settled is still so.
    func expectPromisesKept() async throws {
        for (index, wish) in wishes.enumerated() {
            let first = try #require(wish.told)
            await insist(on: index)
            #expect(wishes[index].told?.id == first.id, "another order for the same key")
            let now = try await town.see(first.id, as: wish.customer)
            #expect(now.total == first.total && now.lines == first.lines)
            #expect(now.state != .pending, "\(now.id) is still pending")
            if first.state == .cancelled { #expect(now.state == .cancelled) }
        }
    }
}

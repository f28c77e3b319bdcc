import CouponsRules
import Kernel
import NotificationsRules
import OrdersRules
import PaymentsRules
import ReviewsRules
import Testing

/// Histories drawn by lot. Whatever happens in whatever order, these hold after every step.
@Suite struct BusinessTests {
    private static let seeds = 1...40 as ClosedRange<UInt64>
    private static let steps = 600

    @Test(arguments: seeds) func `no order leaves its final state`(seed: UInt64) throws {
        var business = try Business(seed: seed)
        for _ in 0..<Self.steps {
            let before = business.orders.map(\.order.state)
            business.step()
            for (earlier, later) in zip(before, business.orders.map(\.order.state)) {
                #expect(!earlier.isFinal || earlier == later, "seed \(seed)")
            }
        }
    }

    @Test(arguments: seeds) func `the ledger knows what each wallet holds`(seed: UInt64) throws {
        var business = try Business(seed: seed)
        for _ in 0..<Self.steps {
            business.step()
            for (member, wallet) in business.wallets {
                #expect(business.balance(of: .wallet(member)) == wallet.balance, "seed \(seed)")
            }
        }
    }

    @Test(arguments: seeds)
    func `money is held for the orders that keep it, and for no others`(seed: UInt64) throws {
        var business = try Business(seed: seed)
        for _ in 0..<Self.steps {
            business.step()
            // What is still to be done about an order may be its refund.
            for placed in business.orders where placed.toDo.isEmpty {
                let isHeld = placed.order.state.keepsPayment && !placed.order.state.isFinal
                let held = business.balance(of: .order(placed.id))
                #expect(held == (isHeld ? placed.payable : .zero), "seed \(seed)")
            }
        }
    }

    @Test(arguments: seeds)
    func `a coupon is with the one standing order that redeemed it`(seed: UInt64) throws {
        var business = try Business(seed: seed)
        for _ in 0..<Self.steps {
            business.step()
            for placed in business.orders where placed.toDo.isEmpty && placed.discount != nil {
                let holds = business.coupons.contains { $0.state.orderID == placed.id }
                #expect(holds == placed.order.state.isStanding, "seed \(seed)")
            }
            for campaign in business.campaigns {
                let claims = business.coupons.count { $0.campaignID == campaign.id }
                #expect(claims == campaign.claimedCount && claims <= campaign.stock)
            }
        }
    }

    @Test(arguments: seeds)
    func `in the end every order is final, and all money is somebody's`(seed: UInt64) throws {
        var business = try Business(seed: seed)
        for _ in 0..<Self.steps { business.step() }
        business.finish()
        #expect(business.orders.allSatisfy { $0.order.state.isFinal }, "seed \(seed)")
        for placed in business.orders {
            #expect(business.balance(of: .order(placed.id)) == .zero, "seed \(seed)")
        }
        let delivered = business.orders.filter { $0.order.state == .delivered }
        let items = delivered.reduce(Money.zero) { $0 + $1.sums.itemsTotal - $1.sums.storeCoupon }
        #expect(business.balance(of: .store(Business.store.id)) == items, "seed \(seed)")
        let fees = Business.riders.reduce(Money.zero) { $0 + business.balance(of: .rider($1)) }
        #expect(fees == Business.store.deliveryFee * delivered.count, "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `each delivered order, and no other, asks for a review once`(seed: UInt64) throws {
        var business = try Business(seed: seed)
        for _ in 0..<Self.steps { business.step() }
        business.finish()
        for placed in business.orders {
            let kinds = business.pushes.filter { $0.orderID == placed.id }.map(\.kind)
            #expect(Set(kinds).count == kinds.count, "seed \(seed)")
            #expect(
                kinds.contains(.writeAReview) == (placed.order.state == .delivered),
                "seed \(seed)")
        }
        let reviewed = business.orders.count(where: \.isReviewed)
        #expect(business.rating.reviewCount == reviewed, "seed \(seed)")
    }

    @Test func `the histories reach every end that an order can have`() throws {
        var ends: Set<OrderState> = []
        for seed in Self.seeds {
            var business = try Business(seed: seed)
            for _ in 0..<Self.steps { business.step() }
            ends.formUnion(business.orders.map(\.order.state).filter(\.isFinal))
        }
        #expect(ends.count == 2 + CancelReason.allCases.count)
    }
}

import Kernel
import PublicAPI
import PublicDoor
import Testing

@Suite struct `The monolith's settlement` {
    @Test func `a day's run pays items less commission, own coupons and ads`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let rider = try await town.rider()
            let customer = try await town.customer()
            let own = try await town.openCampaign(stock: 1, fundedBy: shop.id)
            let given = try await town.openCampaign(stock: 1)
            for campaign in [own, given] {
                let coupon = try await customer.client.call(PublicAPI.claimCoupon, campaign).answer
                let order = try await town.lunch(at: shop, for: customer, with: coupon.id)
                try await town.deliver(order.id, from: shop, by: rider)
            }
            let today = Day(of: town.now)
            try await town.buyAd(for: shop, from: today, until: today.next)

            let run = try await town.settle(shop, through: today)
            let day = try #require(run.days.first)
            #expect(run.days.count == 1 && day.day == today && day.orderCount == 2)
            #expect(day.items == Money(won: 92_000))
            #expect(day.commission == Money(won: 6_256))
            #expect(day.storeCoupons == Money(won: 7_000))
            #expect(day.platformCoupons == Money(won: 7_000))
            #expect(day.ads == Money(won: 5_000))
            #expect(day.payout == Money(won: 92_000 - 6_256 - 7_000 - 5_000))
            #expect(run.payout == day.payout)
            try await town.expectCleanAudit()
        }
    }

    @Test func `what comes later belongs to the next run, and no run changes`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let rider = try await town.rider()
            let customer = try await town.customer()
            let today = Day(of: town.now)
            var runs: [SettlementView] = []
            for _ in 1...3 {
                let order = try await town.lunch(at: shop, for: customer)
                try await town.deliver(order.id, from: shop, by: rider)
                runs.append(try await town.settle(shop, through: today))
            }
            #expect(runs.allSatisfy { $0.days.map(\.orderCount) == [1] })
            let first = try await shop.owner.client.call(
                PublicAPI.settlements, shop.id, query: PageQuery(limit: 2)
            ).answer
            #expect(first.items == [runs[2], runs[1]])
            let second = try await shop.owner.client.call(
                PublicAPI.settlements, shop.id, query: PageQuery(limit: 2, cursor: first.next)
            ).answer
            #expect(second.items == [runs[0]] && second.next == nil)
            try await town.expectCleanAudit()
        }
    }

    @Test func `an ad's days are owed one after the other, each once`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let today = Day(of: town.now)
            try await town.buyAd(for: shop, from: today, until: today.next.next)
            let first = try await town.settle(shop, through: today)
            #expect(first.days.map(\.ads) == [Money(won: 5_000)])
            #expect(first.payout == Money(won: -5_000))
            await town.expectRefusal(.nothingToSettle) {
                _ = try await town.settle(shop, through: today)
            }
            try await town.pass(milliseconds: 24 * 3_600_000)
            let second = try await town.settle(shop, through: Day(of: town.now))
            #expect(second.days.map(\.day) == [today.next])
            try await town.expectCleanAudit()
        }
    }

    @Test func `an ad that is bought after a run of the same day is not forgotten`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let rider = try await town.rider()
            let customer = try await town.customer()
            let order = try await town.lunch(at: shop, for: customer)
            try await town.deliver(order.id, from: shop, by: rider)
            let today = Day(of: town.now)
            _ = try await town.settle(shop, through: today)
            try await town.buyAd(for: shop, from: today, until: today.next)
            let second = try await town.settle(shop, through: today)
            #expect(second.days.map(\.ads) == [Money(won: 5_000)])
            try await town.expectCleanAudit()
        }
    }

    @Test func `the same key is the same run`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let today = Day(of: town.now)
            try await town.buyAd(for: shop, from: today, until: today.next)
            let run = try await town.settle(shop, through: today, key: "a-run")
            #expect(try await town.settle(shop, through: today, key: "a-run") == run)
            await town.expectRefusal(.idempotencyKeyReused) {
                _ = try await town.settle(shop, through: today.next, key: "a-run")
            }
        }
    }

    @Test func `what cannot be settled is refused`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let today = Day(of: town.now)
            await town.expectRefusal(.nothingToSettle) {
                _ = try await town.settle(shop, through: today)
            }
            await town.expectRefusal(.dayNotBegun) {
                _ = try await town.settle(shop, through: today.next)
            }
            let form = SettlementForm(storeID: StoreID(bits: 1), through: today)
            let person = try await town.operatorOfTheTown()
            await town.expectRefusal(.storeNotFound) {
                _ = try await person.client.call(
                    PublicAPI.runSettlement, form,
                    PublicClient.Options(idempotencyKey: town.freshKey()))
            }
        }
    }

    @Test func `a store's runs are for its owner alone`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let other = try await town.person(.owner)
            await town.expectRefusal(.forbidden) {
                _ = try await other.client.call(
                    PublicAPI.settlements, shop.id, query: PageQuery())
            }
            await town.expectRefusal(.cursorInvalid) {
                _ = try await shop.owner.client.call(
                    PublicAPI.settlements, shop.id, query: PageQuery(cursor: "yesterday"))
            }
        }
    }
}

import Kernel
import PublicAPI
import PublicDoor
import Testing

extension ConformanceTests {
    @Suite struct AcceptOrCancel {
        /// Nobody delivers what was accepted, so in the end all money has to be back.
        @Test func `of a store that accepts and a customer who cancels one wins`() throws {
            try Drill.run { drill in
                let count = 40
                let shop = try await drill.shop()
                let customer = try await drill.customer(withMeals: count, at: shop)
                let orders = try await Drill.atOnce(count) { number in
                    try await drill.order(shop, by: customer, key: "order-\(number)").id
                }
                #expect(try await drill.balance(of: customer) == .zero)

                let moves = try await Drill.atOnce(2 * count) { number in
                    let order = orders[number / 2]
                    return try await Drill.verdict {
                        if number.isMultiple(of: 2) {
                            try await shop.owner.client.call(PublicAPI.acceptOrder, order).answer
                        } else {
                            try await customer.client.call(PublicAPI.cancelOrder, order).answer
                        }
                    }
                }

                for number in 0..<count {
                    let pair = moves[2 * number...2 * number + 1]
                    let winners = pair.compactMap { try? $0.get() }
                    #expect(winners.count == 1, "\(pair)")
                    #expect(pair.contains(.failure(.init(code: "invalid-transition"))))
                }
                try await drill.wait {
                    try await drill.balance(of: customer) == shop.mealTotal * count
                }
            }
        }
    }
}

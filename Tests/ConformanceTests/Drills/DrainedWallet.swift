import Kernel
import PublicAPI
import PublicDoor
import Testing

extension ConformanceTests {
    @Suite struct DrainedWallet {
        @Test func `a wallet with ten meals in it pays ten of forty orders, and is empty`() throws {
            try Drill.run { drill in
                let shop = try await drill.shop()
                let family = try await drill.customer(withMeals: 10, at: shop)

                let orders = try await Drill.atOnce(40) { phone in
                    try await drill.order(shop, by: family, key: "phone-\(phone)")
                }

                #expect(orders.count { $0.state == .paid } == 10)
                let refused = orders.filter { $0.state == .cancelled }
                #expect(refused.count == 30)
                #expect(refused.allSatisfy { $0.reason == .paymentDeclined })
                #expect(try await drill.balance(of: family) == .zero)
            }
        }

        @Test func `a top-up that fifty phones send with one key is one top-up`() throws {
            try Drill.run { drill in
                let family = try await drill.person(.customer)
                let amount = Money(won: 50_000)

                let answers = try await Drill.atOnce(50) { _ in
                    try await family.client.call(
                        PublicAPI.topUp, TopUpForm(amount: amount),
                        PublicClient.Options(idempotencyKey: "once")
                    ).answer
                }

                #expect(Set(answers.map(\.id)).count == 1)
                #expect(try await drill.balance(of: family) == amount)
            }
        }
    }
}

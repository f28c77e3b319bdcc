import Kernel
import PublicAPI
import PublicDoor
import Testing

extension ConformanceTests {
    @Suite struct SameOrder {
        @Test(arguments: [PaymentForm.Kind.wallet, .card, .flakyCard])
        func `the same order sent 50 times at once is one order, paid once`(
            _ kind: PaymentForm.Kind
        ) throws {
            try Drill.run { drill in
                let shop = try await drill.shop()
                let customer = try await drill.customer(withMeals: 3, at: shop)

                let answers = try await Drill.atOnce(50) { _ in
                    try await drill.order(
                        shop, by: customer, key: "the-only-one", payment: kind.payment)
                }

                let id = answers[0].id
                #expect(answers.allSatisfy { $0.id == id })
                try await drill.wait {
                    try await customer.client.call(PublicAPI.order, id).answer.state == .paid
                }
                let orders = try await customer.client.call(
                    PublicAPI.myOrders, query: PageQuery())
                #expect(orders.answer.items.map(\.order.id) == [id])
                let meals = kind == .wallet ? 2 : 3
                #expect(try await drill.balance(of: customer) == shop.mealTotal * meals)
            }
        }
    }
}

extension PaymentForm {
    enum Kind: Sendable {
        case wallet, card, flakyCard

        var payment: PaymentForm {
            switch self {
            case .wallet: .wallet
            case .card: .card("card_ok")
            case .flakyCard: .card("card_flaky")
            }
        }
    }
}

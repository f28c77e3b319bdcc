import Kernel
import OrdersRules
import Testing

private let chicken = OrderableItem(
    id: MenuItemID(bits: 1), name: "후라이드", price: Money(won: 18_000), isSoldOut: false)
private let radish = OrderableItem(
    id: MenuItemID(bits: 2), name: "치킨무", price: Money(won: 500), isSoldOut: false)
private let beer = OrderableItem(
    id: MenuItemID(bits: 3), name: "생맥주", price: Money(won: 4_000), isSoldOut: true)
private let menu = [chicken, radish, beer]

private func store(isOpen: Bool = true, minimumOrder: Int64 = 15_000) -> OrderableStore {
    OrderableStore(
        id: StoreID(bits: 1), ownerID: MemberID(bits: 2), name: "교촌치킨",
        place: Place(x: 0, y: 0), isOpen: isOpen, minimumOrder: Money(won: minimumOrder),
        deliveryFee: Money(won: 3_000))
}

private func cart(_ lines: (OrderableItem, Int)...) throws -> Cart {
    try Cart(lines.map { Cart.Line(itemID: $0.0.id, quantity: $0.1) })
}

@Suite struct PricingTests {
    @Test func `an order is priced as the menu says now, with the delivery fee`() throws {
        let order = try store().price(
            cart((chicken, 2), (radish, 3)), from: menu, expecting: Money(won: 40_500))
        #expect(order.itemsTotal == Money(won: 37_500))
        #expect(order.total == Money(won: 40_500))
        #expect(order.lines.map(\.name) == ["후라이드", "치킨무"])
        #expect(order.lines.map(\.total) == [Money(won: 36_000), Money(won: 1_500)])
    }

    @Test func `a closed store takes no order, whatever else is wrong with it`() throws {
        let cart = try cart((beer, 1))
        #expect(throws: OrderRejection.storeClosed) {
            try store(isOpen: false).price(cart, from: [], expecting: .zero)
        }
    }

    @Test func `an item that is not on the menu is refused`() throws {
        let cart = try cart((chicken, 1), (radish, 1))
        #expect(throws: OrderRejection.itemUnknown(radish.id)) {
            try store().price(cart, from: [chicken], expecting: Money(won: 21_500))
        }
    }

    @Test func `an item that is sold out is refused`() throws {
        let cart = try cart((chicken, 1), (beer, 1))
        #expect(throws: OrderRejection.itemSoldOut(beer.id)) {
            try store().price(cart, from: menu, expecting: Money(won: 25_000))
        }
    }

    @Test func `the minimum is of the items: the fee does not help to reach it`() throws {
        let cart = try cart((chicken, 1))
        #expect(throws: OrderRejection.belowMinimumOrder(minimum: Money(won: 18_001))) {
            try store(minimumOrder: 18_001)
                .price(cart, from: menu, expecting: Money(won: 21_000))
        }
        #expect(throws: Never.self) {
            try store(minimumOrder: 18_000)
                .price(cart, from: menu, expecting: Money(won: 21_000))
        }
    }

    @Test func `a total that the customer did not see is refused, and told`() throws {
        let cart = try cart((chicken, 1))
        let rejection = #expect(throws: OrderRejection.self) {
            try store().price(cart, from: menu, expecting: Money(won: 20_999))
        }
        #expect(rejection?.code == "price-changed")
        #expect(rejection?.amounts.first?.name == "total")
        #expect(rejection?.amounts.first?.amount == Money(won: 21_000))
    }

    @Test func `a discount is on the items, never on the fee`() throws {
        let order = try store().price(
            cart((chicken, 1)), from: menu, expecting: Money(won: 21_000))
        let all = Discount(amount: order.itemsTotal, funder: .platform)
        #expect(order.payable(after: nil) == Money(won: 21_000))
        #expect(order.payable(after: all) == order.deliveryFee)
    }

    @Test func `a discount above the items is a bug`() async {
        await #expect(processExitsWith: .failure) {
            let order = PricedOrder(lines: [], deliveryFee: Money(won: 3_000))
            _ = order.payable(after: Discount(amount: Money(won: 1), funder: .store))
        }
    }
}

@Suite struct CartTests {
    private func lines(_ count: Int, quantity: Int = 1) -> [Cart.Line] {
        (0..<count).map { Cart.Line(itemID: MenuItemID(bits: UInt128($0)), quantity: quantity) }
    }

    @Test(arguments: [0, 51]) func `a cart has one to fifty lines`(count: Int) throws {
        #expect(throws: OrderRejection.cartInvalid(.lineCount)) { try Cart(lines(count)) }
        #expect(try Cart(lines(1)).lines.count == 1)
        #expect(try Cart(lines(50)).lines.count == 50)
    }

    @Test(arguments: [-1, 0, 100]) func `a line has one to ninety-nine of its item`(
        quantity: Int
    ) throws {
        #expect(throws: OrderRejection.cartInvalid(.quantity(MenuItemID(bits: 0)))) {
            try Cart(lines(1, quantity: quantity))
        }
        #expect(try Cart(lines(1, quantity: 99)).lines.first?.quantity == 99)
    }

    @Test func `an item has one line`() {
        #expect(throws: OrderRejection.cartInvalid(.twice(MenuItemID(bits: 1)))) {
            try Cart(lines(3) + [Cart.Line(itemID: MenuItemID(bits: 1), quantity: 1)])
        }
    }
}

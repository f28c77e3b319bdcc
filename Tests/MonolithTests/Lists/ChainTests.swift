import EventLoop
import Kernel
import PublicAPI
import PublicDoor
import Testing

@testable import MonolithMain

/// The lists whose rows name one another: each shows all that is somebody's, the latest first, in
/// pages of any size.
@Suite struct `Lists that are chains` {
    @Test func `whoever orders where, each sees all of their own`() throws {
        try Town.run { town in
            let shops = [try await town.shop(), try await town.shop()]
            let customers = [try await town.customer(), try await town.customer()]
            var placed: [(customer: Int, shop: Int, order: OrderID)] = []
            for _ in 1...14 {
                let (customer, shop) = (town.choose(2), town.choose(2))
                let order = try await town.lunch(at: shops[shop], for: customers[customer])
                placed.insert((customer, shop, order.id), at: 0)
            }
            for limit in [1, 3, 50] {
                for (index, customer) in customers.enumerated() {
                    let orders = try await customer.history(limit: limit).map(\.order.id)
                    #expect(orders == placed.filter { $0.customer == index }.map(\.order))
                }
                for (index, shop) in shops.enumerated() {
                    let orders = try await shop.orders(limit: limit).map(\.id)
                    #expect(orders == placed.filter { $0.shop == index }.map(\.order))
                    let pushes = try await shop.owner.notifications(limit: limit).map(\.orderID)
                    #expect(pushes == orders)
                }
            }
            try await town.expectCleanAudit()
        }
    }

    @Test func `who has nothing sees nothing`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            #expect(try await customer.history(limit: 1).isEmpty)
            #expect(try await customer.notifications(limit: 1).isEmpty)
            #expect(try await shop.orders(limit: 1).isEmpty)
        }
    }

    @Test func `nobody gets into another's list by its cursor`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let other = try await town.shop()
            let customer = try await town.customer()
            for _ in 1...2 { _ = try await town.lunch(at: shop, for: customer) }
            let stranger = try await town.customer()
            _ = try await town.lunch(at: other, for: stranger)

            let one = PageQuery(limit: 1)
            let history = try await customer.client.call(PublicAPI.myOrders, query: one).answer
            let orders = try await shop.owner.client.call(
                PublicAPI.storeOrders, shop.id, query: one
            ).answer
            let pushes = try await shop.owner.client.call(
                PublicAPI.myNotifications, query: one
            ).answer
            await town.expectRefusal(.cursorInvalid) {
                _ = try await stranger.client.call(
                    PublicAPI.myOrders, query: PageQuery(cursor: history.next))
            }
            await town.expectRefusal(.cursorInvalid) {
                _ = try await other.owner.client.call(
                    PublicAPI.storeOrders, other.id, query: PageQuery(cursor: orders.next))
            }
            await town.expectRefusal(.cursorInvalid) {
                _ = try await other.owner.client.call(
                    PublicAPI.myNotifications, query: PageQuery(cursor: pushes.next))
            }
        }
    }

    @Test(arguments: ["yesterday", "-1", "9223372036854775807", "order_01h455vb4pex5vsknk084sn02q"])
    func `a cursor that was made up is refused`(cursor: String) throws {
        try Town.run { town in
            let shop = try await town.shop()
            let customer = try await town.customer()
            _ = try await town.lunch(at: shop, for: customer)
            await town.expectRefusal(.cursorInvalid) {
                _ = try await customer.client.call(
                    PublicAPI.myOrders, query: PageQuery(cursor: cursor))
            }
            await town.expectRefusal(.cursorInvalid) {
                _ = try await shop.owner.client.call(
                    PublicAPI.myNotifications, query: PageQuery(cursor: cursor))
            }
        }
    }
}

extension Town {
    fileprivate func choose(_ count: Int) -> Int {
        Int(simulation.random.next() % UInt64(count))
    }
}

extension Person {
    fileprivate func history(limit: Int) async throws -> [PastOrderView] {
        try await all(limit: limit) { page in
            try await client.call(PublicAPI.myOrders, query: page).answer
        }
    }

    fileprivate func notifications(limit: Int) async throws -> [NotificationView] {
        try await all(limit: limit) { page in
            try await client.call(PublicAPI.myNotifications, query: page).answer
        }
    }
}

extension Shop {
    fileprivate func orders(limit: Int) async throws -> [OrderView] {
        try await all(limit: limit) { page in
            try await owner.client.call(PublicAPI.storeOrders, id, query: page).answer
        }
    }
}

/// Every page of a list, one behind the other; all but the last are full.
private func all<Item>(
    limit: Int, _ page: (PageQuery) async throws -> Page<Item>
) async throws -> [Item] {
    var items: [Item] = []
    var cursor: String?
    repeat {
        let next = try await page(PageQuery(limit: limit, cursor: cursor))
        if next.next != nil { #expect(next.items.count == limit) }
        items += next.items
        cursor = next.next
    } while cursor != nil
    return items
}

import Kernel
import StoresRules
import Testing
import TownRules

@Suite struct PlannedTownTests {
    private static let now = Moment(unixMilliseconds: 1_800_000_000_000)
    private static let scale = PlannedTown.Scale(stores: 120, orders: 3_000, seed: 7)

    private func town(_ scale: PlannedTown.Scale = scale) -> PlannedTown {
        var random = SeededGenerator(seed: scale.seed)
        return PlannedTown(scale, until: Self.now, drawing: &random)
    }

    @Test func `the same seed gives the same town, another seed another one`() {
        func facts(_ seed: UInt64) -> [String] {
            let town = town(PlannedTown.Scale(stores: 50, orders: 200, seed: seed))
            return town.stores.map { "\($0)" } + town.orders.map { "\($0)" }
        }
        #expect(facts(7) == facts(7))
        #expect(facts(7) != facts(8))
    }

    @Test func `every store is one that the business takes`() throws {
        let town = town()
        #expect(town.stores.count == 120 && town.owners.count == 120)
        for plan in town.stores {
            let category = try #require(StoreCategory(rawValue: plan.category), "\(plan)")
            let profile = StoreProfile(
                name: plan.name, category: category, place: plan.place,
                minimumOrder: plan.minimumOrder, deliveryFee: plan.deliveryFee)
            _ = try Store.opened(
                id: StoreID(bits: 1), by: MemberID(bits: 2), profile, besides: 0)
            for dish in plan.menu {
                _ = try MenuItem.added(
                    id: MenuItemID(bits: 3), to: StoreID(bits: 1), name: dish.name,
                    price: dish.price, besides: 0)
            }
        }
        #expect(Set(town.stores.map(\.category)).count == StoreCategory.allCases.count)
    }

    @Test func `every order can be placed, and all of it is over before now`() {
        let town = town()
        #expect(town.orders.count == 3_000)
        for order in town.orders {
            let store = town.stores[order.store]
            let items = order.total(at: store) - store.deliveryFee
            #expect(items >= store.minimumOrder)
            #expect(Set(order.lines.map(\.dish)).count == order.lines.count)
            #expect(order.placedAt >= Self.now.advanced(byMilliseconds: -25 * 3_600_000))
            let distance = town.customers[order.customer].place.metres(to: store.place)
            #expect(distance < 5_000, "a customer of another quarter")
            guard case .delivered(let course, let opinion) = order.fate else { continue }
            let moments = [
                order.placedAt, course.acceptedAt, course.readyAt, course.pickedUpAt,
                course.deliveredAt, opinion?.at ?? Self.now,
            ]
            #expect(moments == moments.sorted() && moments[5] <= Self.now)
        }
    }

    @Test func `nobody has two coupons of a campaign, and no campaign gives too many`() {
        let town = town()
        var claims: [Int: [Int]] = [:]
        for order in town.orders {
            guard let campaign = order.campaign else { continue }
            claims[campaign, default: []].append(order.customer)
        }
        #expect(!claims.isEmpty)
        for (campaign, customers) in claims {
            #expect(Set(customers).count == customers.count)
            #expect(customers.count <= town.campaigns[campaign].stock)
        }
    }
}

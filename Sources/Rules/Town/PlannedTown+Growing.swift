public import Kernel

// People, places and kitchens.

extension PlannedTown {
    /// Quarters are so far apart that a rider of one is a neighbour to the next and no more.
    static let quarterMetres = 6_000
    static let quarterColumns = 6
    static let storesAQuarter = 25
    /// Most live, cook and wait within this of the middle of their quarter.
    static let reachMetres = 1_400
    private static let ordersACustomer = 8
    /// Enough for dinner time.
    private static let ordersARider = 20
    private static let percentWithAd = 3

    /// The day that is told ends an hour before `now`, so that all of its meals have been eaten.
    public init(_ scale: Scale, until now: Moment, drawing random: inout some RandomNumberGenerator)
    {
        let quarterCount = min(
            Names.quarters.count, 1 + (scale.stores - 1) / Self.storesAQuarter)
        let quarters = Array(0..<quarterCount)
        func people(_ count: Int) -> [Inhabitant] {
            (0..<count).map { number in
                Inhabitant(
                    name: Self.name(&random),
                    place: Self.place(in: quarters[number % quarterCount], &random))
            }
        }
        owners = people(scale.stores)
        customers = people(max(quarterCount, scale.orders / Self.ordersACustomer))
        riders = people(max(2 * quarterCount, scale.orders / Self.ordersARider))
        stores = owners.enumerated().map { number, owner in
            Self.store(number, of: owner, in: number % quarterCount, &random)
        }
        campaigns = [
            PlannedCampaign(
                discount: Money(won: 7_000), minimumOrder: Money(won: 15_000),
                stock: max(1, scale.orders / 100)),
            PlannedCampaign(
                discount: Money(won: 3_000), minimumOrder: Money(won: 12_000),
                stock: max(1, scale.orders / 20)),
        ]
        orders = DayOfOrders(
            count: scale.orders, quarters: quarterCount, stores: stores,
            customers: customers.count, campaigns: campaigns, until: now
        ).orders(&random)
    }

    private static func store(
        _ number: Int, of owner: Inhabitant, in quarter: Int,
        _ random: inout some RandomNumberGenerator
    ) -> PlannedStore {
        let kitchen = Kitchen.all[number % Kitchen.all.count]
        let name = kitchen.names[.random(in: kitchen.names.indices, using: &random)]
        // A cheap kitchen and a dear one cook the same.
        let level = Int64.random(in: 90...115, using: &random)
        return PlannedStore(
            name: "\(name) \(Names.quarters[quarter])점", category: kitchen.category,
            place: owner.place,
            minimumOrder: Money(won: 1_000 * .random(in: 8...16, using: &random)),
            deliveryFee: Money(won: 500 * .random(in: 2...8, using: &random)),
            menu: kitchen.dishes.map { dish in
                Dish(name: dish.name, price: Money(won: max(5, dish.hundreds * level / 100) * 100))
            },
            hasAd: Int.random(in: 0..<100, using: &random) < percentWithAd)
    }

    private static func name(_ random: inout some RandomNumberGenerator) -> String {
        Names.families[.random(in: Names.families.indices, using: &random)]
            + Names.given[.random(in: Names.given.indices, using: &random)]
    }

    /// Denser in the middle: the mean of two draws.
    private static func place(
        in quarter: Int, _ random: inout some RandomNumberGenerator
    ) -> Place {
        let (row, column) = quarter.quotientAndRemainder(dividingBy: quarterColumns)
        func coordinate(_ index: Int, of count: Int) -> Int {
            let middle = (2 * index - count + 1) * quarterMetres / 2
            let reach = -reachMetres...reachMetres
            let (one, other) = (
                Int.random(in: reach, using: &random), Int.random(in: reach, using: &random)
            )
            return middle + (one + other) / 2
        }
        let rows = (Names.quarters.count + quarterColumns - 1) / quarterColumns
        return Place(x: coordinate(column, of: quarterColumns), y: coordinate(row, of: rows))
    }
}

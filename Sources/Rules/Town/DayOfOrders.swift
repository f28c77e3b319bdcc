import Kernel

/// Who orders what in one day, and how it goes.
struct DayOfOrders {
    private static let minute: Int64 = 60_000
    private static let slotMilliseconds = 10 * minute
    private static let slotCount = 24 * 6
    /// How hungry Korea is from hour to hour, from midnight on: lunch, and above all dinner.
    private static let appetite = [
        6, 4, 2, 1, 1, 1, 2, 4, 6, 8, 13, 22, 24, 16, 10, 10, 13, 22, 28, 26, 20, 16, 13, 10,
    ]

    private let count: Int
    private let quarters: Int
    private let stores: [PlannedStore]
    private let customers: Int
    private let campaigns: [PlannedCampaign]
    private let begin: Moment
    /// Up to each ten minutes, and up to each store: what a draw falls into.
    private let hunger: [Int]
    private let popularity: [Int]

    init(
        count: Int, quarters: Int, stores: [PlannedStore], customers: Int,
        campaigns: [PlannedCampaign], until now: Moment
    ) {
        self.count = count
        self.quarters = quarters
        self.stores = stores
        self.customers = customers
        self.campaigns = campaigns
        let begin = now.advanced(byMilliseconds: -25 * 60 * Self.minute)
        self.begin = begin
        hunger = Self.sums(
            (0..<Self.slotCount).map { slot in
                let at = begin.advanced(byMilliseconds: Int64(slot) * Self.slotMilliseconds)
                let sinceMidnight = at.milliseconds(since: Day(of: at).start)
                return Self.appetite[Int(sinceMidnight / (60 * Self.minute))]
            })
        // A few stores have most of the customers, but no kitchen has none.
        popularity = Self.sums(stores.indices.map { rank in 20 + 2_000 / (rank + 5) })
    }

    func orders(_ random: inout some RandomNumberGenerator) -> [PlannedOrder] {
        let moments = (0..<count).map { _ in moment(&random) }.sorted()
        var claims = Claims(of: campaigns)
        return moments.map { moment in order(at: moment, &claims, &random) }
    }

    private func order(
        at moment: Moment, _ claims: inout Claims, _ random: inout some RandomNumberGenerator
    ) -> PlannedOrder {
        let store = Self.draw(from: popularity, &random)
        let customer = neighbour(of: store, &random)
        let (lines, items) = cart(of: stores[store], &random)
        let isByCard = Int.random(in: 0..<100, using: &random) < 30
        let isDeclined = isByCard && Int.random(in: 0..<100, using: &random) < 2
        return PlannedOrder(
            customer: customer, store: store, lines: lines, placedAt: moment,
            card: isByCard ? (isDeclined ? "card_declined" : "card_ok") : nil,
            campaign: claims.claim(by: customer, for: items, &random),
            fate: isDeclined ? .declined : Course.fate(from: moment, &random))
    }

    // MARK: Draws

    private func moment(_ random: inout some RandomNumberGenerator) -> Moment {
        let slot = Int64(Self.draw(from: hunger, &random))
        let within = Int64.random(in: 0..<Self.slotMilliseconds, using: &random)
        return begin.advanced(byMilliseconds: slot * Self.slotMilliseconds + within)
    }

    /// Customers live in the quarters in turn, as stores stand in them.
    private func neighbour(of store: Int, _ random: inout some RandomNumberGenerator) -> Int {
        let quarter = store % quarters
        let neighbours = (customers - quarter + quarters - 1) / quarters
        return quarter + quarters * .random(in: 0..<neighbours, using: &random)
    }

    private func cart(
        of store: PlannedStore, _ random: inout some RandomNumberGenerator
    ) -> ([PlannedOrder.Line], Money) {
        var quantities: [Int: Int] = [:]
        var total = Money.zero
        repeat {
            let dish = Int.random(in: store.menu.indices, using: &random)
            quantities[dish, default: 0] += 1
            total += store.menu[dish].price
        } while total < store.minimumOrder || Int.random(in: 0..<100, using: &random) < 35
        let lines = quantities.sorted { $0.key < $1.key }
        return (lines.map { PlannedOrder.Line(dish: $0.key, quantity: $0.value) }, total)
    }

    private static func sums(_ weights: [Int]) -> [Int] {
        var sum = 0
        return weights.map { weight in
            sum += weight
            return sum
        }
    }

    /// An index, as often as its weight says.
    private static func draw(
        from sums: [Int], _ random: inout some RandomNumberGenerator
    ) -> Int {
        let point = Int.random(in: 0..<(sums.last ?? 1), using: &random)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > point { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

import AdsRules
import EventLoop
import Kernel
import ListingRules
import PublicAPI
import SharedDatabase
import Storage
import StoresRules

@testable import MonolithMain

/// Stores as chance made them: many alike, with names of a few syllables, so that ties and words whose
/// pairs of letters stand apart are the rule.
struct RandomStores {
    var generator: SeededGenerator
    let owner: MemberID
    let today: Day

    /// Writes `count` stores, and tells what a listing has to know of them.
    mutating func fill(_ database: Database, count: Int) async throws -> [ListingEntry] {
        var entries: [ListingEntry] = []
        for number in 1...count {
            let made = store(number)
            entries.append(made.entry)
            try await database.write { transaction in try made.insert(in: transaction) }
        }
        return entries
    }

    mutating func name() -> String {
        let syllables = ["치", "킨", "교", "촌", "A", "b"]
        return (0..<Int.random(in: 1...3, using: &generator)).map { _ in
            (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                syllables.randomElement(using: &generator) ?? ""
            }.joined()
        }.joined(separator: " ")
    }

    mutating func place() -> Place {
        Place(
            x: .random(in: -14...14, using: &generator) * 500,
            y: .random(in: -14...14, using: &generator) * 500)
    }

    private mutating func store(_ number: Int) -> RandomStore {
        let id = StoreID(bits: UInt128(number * 7 % 1_009))
        let category: StoreCategory = Bool.random(using: &generator) ? .chicken : .pizza
        let items = (0..<Int.random(in: 0...2, using: &generator)).map { index in
            MenuItem(
                id: MenuItemID(bits: UInt128(number * 10 + index)), storeID: id, name: name(),
                price: Money(won: 9_000), isSoldOut: false,
                isWithdrawn: Int.random(in: 0..<4, using: &generator) == 0)
        }
        let reviews = Int.random(in: 0...3, using: &generator)
        return RandomStore(
            store: Store(
                id: id, ownerID: owner,
                profile: StoreProfile(
                    name: name(), category: category, place: place(), minimumOrder: .zero,
                    deliveryFee: .zero),
                isOpen: true),
            items: items, reviews: reviews,
            stars: (0..<reviews).reduce(0) { sum, _ in
                sum + Int.random(in: 1...5, using: &generator)
            },
            orders: Int.random(in: 0...4, using: &generator), ad: ad(AdID(bits: id.bits), of: id),
            today: today)
    }

    /// Of yesterday, of today, of tomorrow, or none.
    private mutating func ad(_ id: AdID, of store: StoreID) -> Ad? {
        let first = Day(
            daysSince1970: today.daysSince1970 + Int.random(in: -1...1, using: &generator))
        return Int.random(in: 0..<3, using: &generator) == 0
            ? Ad(id: id, storeID: store, days: first..<first.next, pricePerDay: Money(won: 1)) : nil
    }
}

private struct RandomStore: Sendable {
    let store: Store
    let items: [MenuItem]
    let reviews: Int
    let stars: Int
    let orders: Int
    let ad: Ad?
    let today: Day

    var entry: ListingEntry {
        let names = [store.profile.name] + items.filter { !$0.isWithdrawn }.map(\.name)
        return ListingEntry(
            id: store.id, names: names.map { SearchText($0) },
            category: store.profile.category.rawValue, place: store.profile.place, starSum: stars,
            reviewCount: reviews, orderCount: orders, isAd: ad?.isActive(on: today) ?? false)
    }

    func insert(in transaction: Transaction) throws {
        let now = today.start
        let record = try StoreRecord.inserted(store, at: now, in: transaction)
        for item in items {
            try Menu.insert(item, in: transaction)
            try Menu.keep(item, in: transaction)
        }
        try StoreSearch.index(record, in: transaction)
        if let ad { try Ads.insert(ad, at: now, in: transaction) }
        try transaction.run(
            "UPDATE stores SET stars = ?, reviews = ?, orders = ? WHERE id = ?", stars, reviews,
            orders, store.id)
    }
}

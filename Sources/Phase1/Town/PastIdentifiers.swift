import EventLoop
import Identity
import Kernel
import TownRules

/// Identifiers as they would have been made at moments that are past, the same for the same seed.
/// Ask for them in the order of time.
struct PastIdentifiers: ~Copyable {
    /// What the generator takes for the time.
    private final class Clock {
        var milliseconds: UInt64 = 0
    }

    private let clock = Clock()
    private var generator: UUIDv7Generator<SeededGenerator>

    init(seed: UInt64) {
        let clock = self.clock
        generator = UUIDv7Generator(
            unixMilliseconds: { clock.milliseconds },
            // Another one than the town's, which draws from the seed itself.
            randomness: SeededGenerator(seed: ~seed))
    }

    mutating func next<Tag>(at moment: Moment) -> TypeID<Tag> {
        clock.milliseconds = UInt64(max(0, moment.unixMilliseconds))
        return TypeID(bits: generator.next())
    }

    mutating func occasion(at moment: Moment) -> Occasion {
        Occasion(now: moment, push: next(at: moment), riderPush: next(at: moment))
    }
}

/// The identifiers of those who are there before the day begins, each in the town's order.
struct TownNames: Sendable {
    let founded: Moment
    let customers: [MemberID]
    let owners: [MemberID]
    let riders: [MemberID]
    let stores: [StoreID]
    let menus: [[MenuItemID]]
    let campaigns: [CampaignID]
    let topUps: [TopUpID]

    init(_ town: PlannedTown, at founded: Moment, from identifiers: inout PastIdentifiers) {
        self.founded = founded
        customers = town.customers.map { _ in identifiers.next(at: founded) }
        owners = town.owners.map { _ in identifiers.next(at: founded) }
        riders = town.riders.map { _ in identifiers.next(at: founded) }
        stores = town.stores.map { _ in identifiers.next(at: founded) }
        menus = town.stores.map { store in store.menu.map { _ in identifiers.next(at: founded) } }
        campaigns = town.campaigns.map { _ in identifiers.next(at: founded) }
        topUps = town.customers.map { _ in identifiers.next(at: founded) }
    }
}

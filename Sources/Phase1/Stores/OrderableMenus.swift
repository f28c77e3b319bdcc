import EventLoop
import Kernel
import OrdersRules
import PublicAPI
import Resilience
import SharedDatabase
import Storage

extension Safeguard {
    /// Without it each order reads its store and its items anew: see what that costs.
    static let keptMenus = Safeguard("kept-menus")
}

/// What orders are checked and priced by. Menus change now and then and are ordered from all the time,
/// so what was read of them is kept from one order to the next.
///
/// Nothing here is out of date when it is used: an order reads the stamp of the menus in its own
/// transaction, and any change draws another (ADR 0017).
final class OrderableMenus: Sendable {
    private let kept = Lock(KeptMenus())
    private let areKept: Bool

    init(areKept: Bool) {
        self.areKept = areKept
    }

    /// The store, with those items of `cart` that are on its menu.
    func find(
        _ store: StoreID, _ cart: Cart, in reader: Reader
    ) throws -> (store: OrderableStore, items: [OrderableItem])? {
        guard areKept else {
            var nothingKept = KeptMenus()
            return try nothingKept.find(store, cart, in: reader)
        }
        let stamp = try Stores.menusStamp(in: reader)
        return try kept.withLock { kept in
            kept.hold(to: stamp)
            return try kept.find(store, cart, in: reader)
        }
    }
}

/// Stores and items as they were last read, all under one stamp.
struct KeptMenus: Sendable {
    /// Above so many stores and items it begins anew. These are some megabytes.
    private let most: Int
    private var stamp: Int64?
    private var stores: [StoreID: OrderableStore] = [:]
    private var items: [MenuPlace: OrderableItem] = [:]

    init(most: Int = 32_768) {
        self.most = most
    }

    var count: Int { stores.count + items.count }

    /// Forgets what was read under another stamp.
    mutating func hold(to stamp: Int64) {
        guard stamp != self.stamp || count > most else { return }
        self = KeptMenus(most: most)
        self.stamp = stamp
    }

    mutating func find(
        _ id: StoreID, _ cart: Cart, in reader: Reader
    ) throws -> (store: OrderableStore, items: [OrderableItem])? {
        guard let store = try store(id, in: reader) else { return nil }
        return (
            store,
            try cart.lines.compactMap { line in
                try item(MenuPlace(store: id, item: line.itemID), in: reader)
            }
        )
    }

    private mutating func store(_ id: StoreID, in reader: Reader) throws -> OrderableStore? {
        if let known = stores[id] { return known }
        guard let read = try Stores.orderable(id, in: reader) else { return nil }
        stores[id] = read
        return read
    }

    private mutating func item(_ place: MenuPlace, in reader: Reader) throws -> OrderableItem? {
        if let known = items[place] { return known }
        guard let read = try Stores.orderableItem(place, in: reader) else { return nil }
        items[place] = read
        return read
    }
}

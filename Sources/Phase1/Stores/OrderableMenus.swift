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

    /// The menu of `store`, with those items of `cart` that are on it.
    func find(_ store: StoreID, _ cart: Cart, in reader: Reader) throws -> OrderableMenu? {
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

/// A store with as much of its menu as was asked for.
final class OrderableMenu: Sendable {
    let store: OrderableStore
    let items: [OrderableItem]

    init(_ store: OrderableStore, _ items: [OrderableItem]) {
        self.store = store
        self.items = items
    }

    func has(_ item: MenuItemID) -> Bool { items.contains { $0.id == item } }
}

/// Menus as they were last read, all under one stamp.
struct KeptMenus: Sendable {
    /// Above so many stores and items it begins anew. These are some megabytes.
    private let most: Int
    private var stamp: Int64?
    private var menus: [StoreID: OrderableMenu] = [:]
    private(set) var count = 0

    init(most: Int = 32_768) {
        self.most = most
    }

    /// Forgets what was read under another stamp.
    mutating func hold(to stamp: Int64) {
        guard stamp != self.stamp || count > most else { return }
        self = KeptMenus(most: most)
        self.stamp = stamp
    }

    mutating func find(
        _ store: StoreID, _ cart: Cart, in reader: Reader
    ) throws -> OrderableMenu? {
        if let known = menus[store], cart.lines.allSatisfy({ known.has($0.itemID) }) {
            return known
        }
        guard let read = try read(store, cart, in: reader) else { return nil }
        count += 1 + read.items.count - (menus[store].map { 1 + $0.items.count } ?? 0)
        menus[store] = read
        return read
    }

    private func read(_ id: StoreID, _ cart: Cart, in reader: Reader) throws -> OrderableMenu? {
        guard
            let known = try menus[id]
                ?? Stores.orderable(id, in: reader).map({ OrderableMenu($0, []) })
        else { return nil }
        let others = try cart.lines.lazy.filter { !known.has($0.itemID) }.compactMap { line in
            try Stores.orderableItem(MenuPlace(store: id, item: line.itemID), in: reader)
        }
        return OrderableMenu(known.store, known.items + others)
    }
}

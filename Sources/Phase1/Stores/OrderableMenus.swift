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

/// What orders are checked and priced by. A store changes its menu now and then and sells from it all
/// the time, so what was read of it is kept from one order to the next.
///
/// Nothing here is out of date when it is used: an order reads the stamp of its store in its own
/// transaction, and any change of the store or its menu draws another (ADR 0017).
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
            return try OrderableMenu.read(store, in: reader)?.with(cart, in: reader).find(cart)
        }
        guard let stamp = try Stores.menuStamp(of: store, in: reader) else { return nil }
        let known = kept.withLock { $0.menu(of: store, under: stamp) }
        if let found = known?.find(cart), found.items.count == cart.lines.count { return found }

        guard let menu = try known ?? OrderableMenu.read(store, in: reader) else { return nil }
        let fuller = try menu.with(cart, in: reader)
        kept.withLock { $0.keep(fuller, under: stamp) }
        return fuller.find(cart)
    }
}

/// A store, with as much of its menu as was asked for.
final class OrderableMenu: Sendable {
    let store: OrderableStore
    /// In the order of their identifiers.
    private let items: [OrderableItem]

    init(_ store: OrderableStore, _ items: [OrderableItem] = []) {
        self.store = store
        self.items = items.sorted { $0.id < $1.id }
    }

    /// Of the store and its items.
    var count: Int { 1 + items.count }

    func find(_ cart: Cart) -> (store: OrderableStore, items: [OrderableItem]) {
        (store, cart.lines.compactMap { item($0.itemID) })
    }

    private func item(_ id: MenuItemID) -> OrderableItem? {
        var (low, high) = (0, items.count)
        while low < high {
            let middle = (low + high) / 2
            if items[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < items.count && items[low].id == id ? items[low] : nil
    }

    // MARK: Reading

    static func read(_ id: StoreID, in reader: Reader) throws -> OrderableMenu? {
        try Stores.orderable(id, in: reader).map { OrderableMenu($0) }
    }

    /// The same menu, with all that `cart` asks for as far as it is on it.
    func with(_ cart: Cart, in reader: Reader) throws -> OrderableMenu {
        let others = try cart.lines.filter { item($0.itemID) == nil }.compactMap { line in
            try Stores.orderableItem(
                MenuPlace(store: store.id, item: line.itemID), in: reader)
        }
        return others.isEmpty ? self : OrderableMenu(store, items + others)
    }
}

/// Menus as they were last read, each under its stamp.
struct KeptMenus: Sendable {
    /// Of stores and items. With one more it begins anew: these are some megabytes.
    private let most: Int
    private var menus: [StoreID: (stamp: Int64, menu: OrderableMenu)] = [:]
    private(set) var count = 0

    init(most: Int = 32_768) {
        self.most = most
    }

    func menu(of store: StoreID, under stamp: Int64) -> OrderableMenu? {
        menus[store].flatMap { $0.stamp == stamp ? $0.menu : nil }
    }

    mutating func keep(_ menu: OrderableMenu, under stamp: Int64) {
        count -= menus.removeValue(forKey: menu.store.id)?.menu.count ?? 0
        if count + menu.count > most { self = KeptMenus(most: most) }
        count += menu.count
        menus[menu.store.id] = (stamp, menu)
    }
}

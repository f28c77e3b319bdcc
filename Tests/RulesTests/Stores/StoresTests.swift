import Kernel
import StoresRules
import Testing

private let owner = MemberID(bits: 1)
private let profile = StoreProfile(
    name: "교촌치킨 강남점", category: .chicken, place: Place(x: 120, y: -40),
    minimumOrder: Money(won: 15_000), deliveryFee: Money(won: 3_000))

@Suite struct StoreTests {
    @Test func `a new store is closed, for it has no menu yet`() throws {
        let store = try Store.opened(id: StoreID(bits: 2), by: owner, profile, besides: 0)
        #expect(!store.isOpen)
        #expect(store.profile == profile && store.ownerID == owner)
    }

    @Test func `an owner has so many stores and no more`() throws {
        let most = StoreLimits.storesAnOwner
        _ = try Store.opened(id: StoreID(bits: 2), by: owner, profile, besides: most - 1)
        #expect(throws: StoreRejection.tooManyStores) {
            try Store.opened(id: StoreID(bits: 2), by: owner, profile, besides: most)
        }
    }

    @Test func `an edit changes what it names and nothing else`() throws {
        let store = Store(id: StoreID(bits: 2), ownerID: owner, profile: profile, isOpen: true)
        #expect(try store.edited(by: StoreEdit()) == store)
        var expected = store
        expected.profile.deliveryFee = .zero
        expected.profile.category = .nightFood
        let edit = StoreEdit(category: .nightFood, deliveryFee: .zero)
        #expect(try store.edited(by: edit) == expected)
    }

    private static let minimumOrder = StoreRejection.amountOutOfRange(
        "minimum order", StoreLimits.minimumOrder)
    private static let deliveryFee = StoreRejection.amountOutOfRange(
        "delivery fee", StoreLimits.deliveryFee)

    @Test(arguments: [
        (StoreEdit(name: ""), StoreRejection.nameInvalid),
        (StoreEdit(name: "치킨\t피자"), .nameInvalid),
        (StoreEdit(name: " 치킨"), .nameInvalid),
        (StoreEdit(name: String(repeating: "치", count: 61)), .nameInvalid),
        (StoreEdit(place: Place(x: 50_001, y: 0)), .placeOffTheMap),
        (StoreEdit(minimumOrder: Money(won: -1)), minimumOrder),
        (StoreEdit(minimumOrder: Money(won: 1_000_001)), minimumOrder),
        (StoreEdit(deliveryFee: Money(won: 100_001)), deliveryFee),
        (StoreEdit(name: "치킨", deliveryFee: Money(won: -1)), deliveryFee),
    ])
    func `an edit that would bend the store is refused whole`(
        edit: StoreEdit, rejection: StoreRejection
    ) throws {
        let store = try Store.opened(id: StoreID(bits: 2), by: owner, profile, besides: 0)
        #expect(throws: rejection) { try store.edited(by: edit) }
    }

    @Test func `a store is opened by the same measure as it is edited`() {
        var profile = profile
        profile.name = ""
        #expect(throws: StoreRejection.nameInvalid) {
            try Store.opened(id: StoreID(bits: 2), by: owner, profile, besides: 0)
        }
    }

    @Test func `an amount out of range tells its range`() {
        let amounts = Self.deliveryFee.amounts.map { "\($0.name) \($0.amount)" }
        #expect(amounts == ["least ₩0", "most ₩100000"])
    }
}

@Suite struct MenuItemTests {
    private let item = MenuItem(
        id: MenuItemID(bits: 3), storeID: StoreID(bits: 2), name: "허니콤보",
        price: Money(won: 23_000), isSoldOut: false, isWithdrawn: false)

    @Test func `what was just added can be ordered`() throws {
        let added = try MenuItem.added(
            id: item.id, to: item.storeID, name: item.name, price: item.price, besides: 499)
        #expect(added == item && added.isOrderable)
    }

    @Test func `a full menu takes no item`() {
        #expect(throws: StoreRejection.menuFull) {
            try MenuItem.added(
                id: item.id, to: item.storeID, name: item.name, price: item.price, besides: 500)
        }
    }

    @Test func `what is sold out comes back`() throws {
        let soldOut = try item.edited(by: MenuItemEdit(isSoldOut: true))
        #expect(!soldOut.isOrderable)
        #expect(try soldOut.edited(by: MenuItemEdit(isSoldOut: false)) == item)
    }

    @Test func `what is withdrawn does not come back`() throws {
        let withdrawn = try item.edited(by: MenuItemEdit(isWithdrawn: true))
        #expect(!withdrawn.isOrderable)
        for edit in [MenuItemEdit(isWithdrawn: false), MenuItemEdit(name: "레드콤보")] {
            #expect(throws: StoreRejection.itemWithdrawn) { try withdrawn.edited(by: edit) }
        }
    }

    @Test(arguments: [-23_000, 0, 9, 10_000_001])
    func `nothing is given away, and nothing costs a fortune`(won: Int64) {
        let rejection = StoreRejection.amountOutOfRange("price", StoreLimits.price)
        #expect(throws: rejection) {
            try item.edited(by: MenuItemEdit(price: Money(won: won)))
        }
        #expect(throws: rejection) {
            try MenuItem.added(
                id: item.id, to: item.storeID, name: item.name, price: Money(won: won), besides: 0)
        }
    }
}

public import Kernel

/// What an owner says of a store.
public struct StoreProfile: Equatable, Sendable {
    public var name: String
    public var category: StoreCategory
    public var place: Place
    /// Of the items alone, before any coupon.
    public var minimumOrder: Money
    public var deliveryFee: Money

    public init(
        name: String, category: StoreCategory, place: Place, minimumOrder: Money,
        deliveryFee: Money
    ) {
        self.name = name
        self.category = category
        self.place = place
        self.minimumOrder = minimumOrder
        self.deliveryFee = deliveryFee
    }

    func check() throws(StoreRejection) {
        try StoreLimits.check(name: name)
        guard place.isOnTheMap else { throw .placeOffTheMap }
        try StoreLimits.check(
            minimumOrder, within: StoreLimits.minimumOrder, called: "minimum order")
        try StoreLimits.check(deliveryFee, within: StoreLimits.deliveryFee, called: "delivery fee")
    }
}

/// What an owner wants changed; nil stays as it is.
public struct StoreEdit: Equatable, Sendable {
    public var name: String?
    public var category: StoreCategory?
    public var place: Place?
    public var minimumOrder: Money?
    public var deliveryFee: Money?

    public init(
        name: String? = nil, category: StoreCategory? = nil, place: Place? = nil,
        minimumOrder: Money? = nil, deliveryFee: Money? = nil
    ) {
        self.name = name
        self.category = category
        self.place = place
        self.minimumOrder = minimumOrder
        self.deliveryFee = deliveryFee
    }
}

public struct Store: Equatable, Sendable {
    public let id: StoreID
    public let ownerID: MemberID
    public var profile: StoreProfile
    /// Orders come in only while it is open. A new store is closed: it has no menu yet.
    public var isOpen: Bool

    /// As it was stored; `opened` is how one comes to be.
    public init(id: StoreID, ownerID: MemberID, profile: StoreProfile, isOpen: Bool) {
        self.id = id
        self.ownerID = ownerID
        self.profile = profile
        self.isOpen = isOpen
    }

    public static func opened(
        id: StoreID, by owner: MemberID, _ profile: StoreProfile, besides others: Int
    ) throws(StoreRejection) -> Store {
        guard others < StoreLimits.storesAnOwner else { throw .tooManyStores }
        try profile.check()
        return Store(id: id, ownerID: owner, profile: profile, isOpen: false)
    }

    /// All of the edit, or nothing of it.
    public func edited(by edit: StoreEdit) throws(StoreRejection) -> Store {
        var store = self
        store.profile = StoreProfile(
            name: edit.name ?? profile.name, category: edit.category ?? profile.category,
            place: edit.place ?? profile.place,
            minimumOrder: edit.minimumOrder ?? profile.minimumOrder,
            deliveryFee: edit.deliveryFee ?? profile.deliveryFee)
        try store.profile.check()
        return store
    }
}

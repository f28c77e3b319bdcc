public import Kernel

/// Which stores are asked for, and in what order.
public struct Listing: Hashable, Sendable {
    public static let pageLimits = 1...50
    public static let defaultPageLimit = 20
    /// Nobody delivers farther: with `near`, only stores within this range are listed.
    public static let rangeMetres = 5_000

    /// As the contract spells it; the stores own the list of categories.
    public let category: String?
    public let search: SearchQuery?
    public let near: Place?
    public let sort: ListingSort

    public init(
        category: String? = nil, search: SearchQuery? = nil, near: Place? = nil,
        sort: ListingSort? = nil
    ) throws(ListingRejection) {
        if let near, !near.isOnTheMap { throw .placeOffTheMap }
        let sort = sort ?? (near == nil ? .rating : .distance)
        guard sort != .distance || near != nil else { throw .placeMissing }
        (self.category, self.search, self.near, self.sort) = (category, search, near, sort)
    }

    public static func pageLimit(_ asked: Int?) throws(ListingRejection) -> Int {
        let limit = asked ?? defaultPageLimit
        guard pageLimits.contains(limit) else { throw .limitInvalid }
        return limit
    }

    /// What the listing is by definition; every read model must answer the same.
    public func page(
        of stores: some Sequence<ListingEntry>, after cursor: ListingCursor? = nil, limit: Int
    ) -> (stores: [ListingEntry], next: ListingCursor?) {
        let placed = stores.filter(includes)
            .map { (position: position(of: $0), store: $0) }
            .filter { entry in cursor.map { $0.position < entry.position } ?? true }
            .sorted { $0.position < $1.position }
        let page = placed.prefix(limit)
        let next = placed.count > limit ? page.last.map { self.cursor(after: $0.position) } : nil
        return (page.map(\.store), next)
    }

    func includes(_ store: ListingEntry) -> Bool {
        (category.map { $0 == store.category } ?? true)
            && (near.map { $0.squaredMetres(to: store.place) <= Self.squaredRange } ?? true)
            && (search.map { $0.matches(store.names) } ?? true)
    }

    static let squaredRange = rangeMetres * rangeMetres
}

/// What the listing needs to know of a store.
public struct ListingEntry: Sendable {
    public var id: StoreID
    /// The store's own name and its items' that were not withdrawn.
    public var names: [SearchText]
    public var category: String
    public var place: Place
    public var starSum: Int
    public var reviewCount: Int
    /// Orders delivered.
    public var orderCount: Int
    public var isAd: Bool

    public init(
        id: StoreID, names: [SearchText], category: String, place: Place, starSum: Int = 0,
        reviewCount: Int = 0, orderCount: Int = 0, isAd: Bool = false
    ) {
        self.id = id
        self.names = names
        self.category = category
        self.place = place
        self.starSum = starSum
        self.reviewCount = reviewCount
        self.orderCount = orderCount
        self.isAd = isAd
    }
}

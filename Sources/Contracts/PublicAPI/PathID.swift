public import Kernel

/// What the places of a path name. Text that is no identifier names nothing that exists.
public protocol PathID: Hashable, Sendable {
    static var placeNames: [String] { get }
    /// What is answered when there is no such thing.
    static var problems: [ProblemCode] { get }
    static var example: Self { get }

    /// Nil unless there is a text for each place, and each is an identifier of its kind.
    init?(_ texts: [String])
    var texts: [String] { get }
}

/// For paths without places.
public struct NoID: PathID {
    public static let placeNames: [String] = []
    public static let problems: [ProblemCode] = []
    public static let example = NoID()

    public init() {}

    public init?(_ texts: [String]) {
        guard texts.isEmpty else { return nil }
    }

    public var texts: [String] { [] }
}

extension TypeID: PathID where Tag: PathTag {
    public static var placeNames: [String] { ["id"] }
    public static var problems: [ProblemCode] { [Tag.notFound] }

    public init?(_ texts: [String]) {
        guard texts.count == 1 else { return nil }
        self.init(texts[0])
    }

    public var texts: [String] { [description] }
}

/// An item on the menu of a store: `/v1/stores/{id}/menu/{itemId}`.
public struct MenuPlace: PathID {
    public let store: StoreID
    public let item: MenuItemID

    public init(store: StoreID, item: MenuItemID) {
        self.store = store
        self.item = item
    }

    public static let placeNames = ["id", "itemId"]
    public static let problems = [ProblemCode.storeNotFound, .itemNotFound]
    public static let example = MenuPlace(store: .example, item: .example)

    public init?(_ texts: [String]) {
        guard texts.count == 2, let store = StoreID(texts[0]), let item = MenuItemID(texts[1])
        else { return nil }
        self.init(store: store, item: item)
    }

    public var texts: [String] { [store.description, item.description] }
}

/// A kind of identifier that stands in paths.
public protocol PathTag: TypeIDTag {
    static var notFound: ProblemCode { get }
}

extension StoreTag: PathTag { public static var notFound: ProblemCode { .storeNotFound } }
extension AdTag: PathTag { public static var notFound: ProblemCode { .adNotFound } }
extension CampaignTag: PathTag { public static var notFound: ProblemCode { .campaignNotFound } }
extension OrderTag: PathTag { public static var notFound: ProblemCode { .orderNotFound } }
extension DeliveryTag: PathTag { public static var notFound: ProblemCode { .deliveryNotFound } }

extension TypeID {
    /// Of the year 2026, and the same in every document.
    public static var example: Self { Self(bits: 0x019A_A2F0_6C00_7000_8000_0000_0000_0001) }
}

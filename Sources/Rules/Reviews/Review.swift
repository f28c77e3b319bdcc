public import Kernel

/// What a customer says of a delivered order, once.
public struct Review: Hashable, Sendable {
    public static let stars = 1...5
    public static let mostCharacters = 1_000
    /// One character may hide any number of code points, so bytes are bounded too: twelve a
    /// character is room for every script and for most emoji.
    public static let mostBytes = 12 * mostCharacters

    public let orderID: OrderID
    public let storeID: StoreID
    public let memberID: MemberID
    public let stars: Int
    /// May be empty: stars alone say something.
    public let text: String
    public let writtenAt: Moment
}

/// What Reviews knows of an order: everything that decides whether it may be reviewed.
public struct ReviewableOrder: Hashable, Sendable {
    public let id: OrderID
    public let storeID: StoreID
    public let customerID: MemberID
    public let isDelivered: Bool
    public let isReviewed: Bool

    public init(
        id: OrderID, storeID: StoreID, customerID: MemberID, isDelivered: Bool, isReviewed: Bool
    ) {
        self.id = id
        self.storeID = storeID
        self.customerID = customerID
        self.isDelivered = isDelivered
        self.isReviewed = isReviewed
    }

    public func review(
        by member: MemberID, stars: Int, text: String, at now: Moment
    ) throws(ReviewRejection) -> Review {
        guard member == customerID else { throw .forbidden }
        guard Review.stars.contains(stars) else { throw .reviewInvalid(.stars) }
        guard text.utf8.count <= Review.mostBytes, text.count <= Review.mostCharacters else {
            throw .reviewInvalid(.text)
        }
        guard isDelivered else { throw .orderNotDelivered }
        guard !isReviewed else { throw .alreadyReviewed }
        return Review(
            orderID: id, storeID: storeID, memberID: member, stars: stars, text: text,
            writtenAt: now)
    }
}

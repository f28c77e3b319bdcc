public import Kernel

/// One message to one member's phone. An order gives at most one of a kind: that pair is its key,
/// and where it is kept unique, no push is doubled.
public struct Push: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case orderPlaced = "order-placed"
        case orderAccepted = "order-accepted"
        case orderRejected = "order-rejected"
        case orderCancelled = "order-cancelled"
        case deliveryAssigned = "delivery-assigned"
        case writeAReview = "write-a-review"
    }

    public let orderID: OrderID
    public let kind: Kind
    public let recipientID: MemberID
    public let text: String

    /// As it was stored.
    public init(orderID: OrderID, kind: Kind, recipientID: MemberID, text: String) {
        self.orderID = orderID
        self.kind = kind
        self.recipientID = recipientID
        self.text = text
    }
}

public import JSON
public import Kernel
import Wire

extension PublicAPI {
    public static let myNotifications = Endpoint<
        NoID, PageQuery, Nothing, Page<NotificationView>
    >(
        "myNotifications", "What was pushed to one, the latest first.", .get,
        "/v1/me/notifications", by: .all(.own), problems: [.cursorInvalid])
}

public struct NotificationView: Described {
    public enum Kind: String, CaseIterable, JSONReadable, JSONWritable, Sendable {
        case orderPlaced = "order-placed"
        case orderAccepted = "order-accepted"
        case orderRejected = "order-rejected"
        case orderCancelled = "order-cancelled"
        case deliveryAssigned = "delivery-assigned"
        case writeAReview = "write-a-review"
    }

    public let id: NotificationID
    public let kind: Kind
    public let orderID: OrderID
    public let text: String
    public let createdAt: Moment
    /// When the push provider had it; nil while it waits.
    public let sentAt: Moment?

    public init(
        id: NotificationID, kind: Kind, orderID: OrderID, text: String, createdAt: Moment,
        sentAt: Moment?
    ) {
        self.id = id
        self.kind = kind
        self.orderID = orderID
        self.text = text
        self.createdAt = createdAt
        self.sentAt = sentAt
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        kind = try json["kind"].read()
        orderID = try json["orderId"].read()
        text = try json["text"].read()
        createdAt = try json["createdAt"].read()
        sentAt = try json[optional: "sentAt"]?.read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("kind", kind)
            $0.field("orderId", orderID)
            $0.field("text", text)
            $0.field("createdAt", createdAt)
            $0.field("sentAt", ifPresent: sentAt)
        }
    }

    public static let schema = JSONSchema.object(
        "Notification",
        required: [
            "id": .identifier(NotificationID.self), "kind": .oneOf(Kind.self),
            "orderId": .identifier(OrderID.self), "text": .text(.prose(1...500)),
            "createdAt": .moment,
        ],
        optional: ["sentAt": .moment])
    public static let examples = [
        NotificationView(
            id: .example, kind: .writeAReview, orderID: .example,
            text: "식사 어떠셨어요? 리뷰를 남겨 주세요.", createdAt: .example, sentAt: .example)
    ]
}

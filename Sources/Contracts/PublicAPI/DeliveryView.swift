public import JSON
public import Kernel
import Wire

public struct DeliveryView: Described {
    public enum State: String, CaseIterable, JSONReadable, JSONWritable, Sendable {
        case waiting, assigned, pickedUp, completed, failed
    }

    public let id: DeliveryID
    public let orderID: OrderID
    public let state: State
    public let storeName: String
    /// Where from, and where to.
    public let from: Place
    public let to: Place
    /// What the rider earns.
    public let fee: Money
    public let changedAt: Moment

    public init(
        id: DeliveryID, orderID: OrderID, state: State, storeName: String, from: Place,
        to: Place, fee: Money, changedAt: Moment
    ) {
        self.id = id
        self.orderID = orderID
        self.state = state
        self.storeName = storeName
        self.from = from
        self.to = to
        self.fee = fee
        self.changedAt = changedAt
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        orderID = try json["orderId"].read()
        state = try json["state"].read()
        storeName = try json["storeName"].read()
        from = try json["from"].read()
        to = try json["to"].read()
        fee = try json["fee"].read()
        changedAt = try json["changedAt"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("orderId", orderID)
            $0.field("state", state)
            $0.field("storeName", storeName)
            $0.field("from", from)
            $0.field("to", to)
            $0.field("fee", fee)
            $0.field("changedAt", changedAt)
        }
    }

    public static let schema = JSONSchema.object(
        "Delivery",
        required: [
            "id": .identifier(DeliveryID.self), "orderId": .identifier(OrderID.self),
            "state": .oneOf(State.self), "storeName": .text(.name), "from": .place, "to": .place,
            "fee": .won, "changedAt": .moment,
        ])
    public static let examples = [
        DeliveryView(
            id: .example, orderID: .example, state: .assigned, storeName: "교촌치킨 역삼점",
            from: .example, to: .example, fee: Money(won: 3_000), changedAt: .example)
    ]
}

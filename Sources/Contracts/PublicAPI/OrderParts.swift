public import JSON
public import Kernel
import Wire

extension OrderView {
    /// As it was when the order was placed, whatever the menu says since.
    public struct Line: Described {
        public let itemID: MenuItemID
        public let name: String
        public let price: Money
        public let quantity: Int

        public init(itemID: MenuItemID, name: String, price: Money, quantity: Int) {
            self.itemID = itemID
            self.name = name
            self.price = price
            self.quantity = quantity
        }

        public init(_ json: JSON) throws(JSONError) {
            itemID = try json["itemId"].read()
            name = try json["name"].read()
            price = try json["price"].read()
            quantity = try json["quantity"].read()
        }

        public func write(to json: consuming JSONWriter) {
            json.object {
                $0.field("itemId", itemID)
                $0.field("name", name)
                $0.field("price", price)
                $0.field("quantity", quantity)
            }
        }

        public static let schema = JSONSchema.object(
            "OrderLine",
            required: [
                "itemId": .identifier(MenuItemID.self), "name": .text(.name), "price": .won,
                "quantity": .whole(1...99),
            ])
        public static let examples = [
            Line(itemID: .example, name: "허니콤보", price: Money(won: 23_000), quantity: 2)
        ]
    }
}

public struct PaymentView: Described {
    public enum Method: String, CaseIterable, JSONReadable, JSONWritable, Sendable {
        case wallet, card
    }

    public enum State: String, CaseIterable, JSONReadable, JSONWritable, Sendable {
        case requested, captured, declined, unknown, voided, refunded
    }

    public let method: Method
    /// Nil until there was an attempt to take it.
    public let state: State?

    public init(method: Method, state: State?) {
        self.method = method
        self.state = state
    }

    public init(_ json: JSON) throws(JSONError) {
        method = try json["method"].read()
        state = try json[optional: "state"]?.read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("method", method)
            $0.field("state", ifPresent: state)
        }
    }

    public static let schema = JSONSchema.object(
        "Payment", required: ["method": .oneOf(Method.self)],
        optional: ["state": .oneOf(State.self)])
    public static let examples = [PaymentView(method: .card, state: .captured)]
}

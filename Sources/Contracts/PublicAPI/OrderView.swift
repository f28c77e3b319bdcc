public import JSON
public import Kernel
import Wire

public struct OrderView: Described {
    public enum State: String, CaseIterable, JSONReadable, JSONWritable, Sendable {
        case pending, paid, accepted, ready, pickedUp, delivered, rejected, cancelled

        /// Coupon and payment are decided: what a client that must know waits for.
        public var isSettled: Bool { self != .pending }
    }

    public enum CancelReason: String, CaseIterable, JSONReadable, JSONWritable, Sendable {
        case couponRejected = "coupon-rejected"
        case paymentDeclined = "payment-declined"
        case paymentUnknown = "payment-unknown"
        case byCustomer = "by-customer"
        case noRider = "no-rider"
        case deliveryFailed = "delivery-failed"
    }

    public let id: OrderID
    public let storeID: StoreID
    public let memberID: MemberID
    public let state: State
    /// Of a cancelled order.
    public let reason: CancelReason?
    /// Of a pending order that will be cancelled as soon as it is known what there is to undo.
    public let isCancelRequested: Bool
    public let lines: [Line]
    public let itemsTotal: Money
    public let deliveryFee: Money
    public let discount: Money
    /// Items and fee, less the discount: what the customer pays.
    public let total: Money
    public let payment: PaymentView
    public let couponID: CouponID?
    public let deliveryID: DeliveryID?
    public let place: Place
    public let placedAt: Moment
    public let changedAt: Moment

    public init(
        id: OrderID, storeID: StoreID, memberID: MemberID, state: State, reason: CancelReason?,
        isCancelRequested: Bool, lines: [Line], itemsTotal: Money, deliveryFee: Money,
        discount: Money, total: Money, payment: PaymentView, couponID: CouponID?,
        deliveryID: DeliveryID?, place: Place, placedAt: Moment, changedAt: Moment
    ) {
        self.id = id
        self.storeID = storeID
        self.memberID = memberID
        self.state = state
        self.reason = reason
        self.isCancelRequested = isCancelRequested
        self.lines = lines
        self.itemsTotal = itemsTotal
        self.deliveryFee = deliveryFee
        self.discount = discount
        self.total = total
        self.payment = payment
        self.couponID = couponID
        self.deliveryID = deliveryID
        self.place = place
        self.placedAt = placedAt
        self.changedAt = changedAt
    }
}

extension OrderView {
    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        storeID = try json["storeId"].read()
        memberID = try json["memberId"].read()
        state = try json["state"].read()
        reason = try json[optional: "reason"]?.read()
        isCancelRequested = try json["isCancelRequested"].read()
        lines = try json["lines"].read()
        itemsTotal = try json["itemsTotal"].read()
        deliveryFee = try json["deliveryFee"].read()
        discount = try json["discount"].read()
        total = try json["total"].read()
        payment = try json["payment"].read()
        couponID = try json[optional: "couponId"]?.read()
        deliveryID = try json[optional: "deliveryId"]?.read()
        place = try json["place"].read()
        placedAt = try json["placedAt"].read()
        changedAt = try json["changedAt"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("storeId", storeID)
            $0.field("memberId", memberID)
            $0.field("state", state)
            $0.field("reason", ifPresent: reason)
            $0.field("isCancelRequested", isCancelRequested)
            $0.field("lines", lines)
            $0.field("itemsTotal", itemsTotal)
            $0.field("deliveryFee", deliveryFee)
            $0.field("discount", discount)
            $0.field("total", total)
            $0.field("payment", payment)
            $0.field("couponId", ifPresent: couponID)
            $0.field("deliveryId", ifPresent: deliveryID)
            $0.field("place", place)
            $0.field("placedAt", placedAt)
            $0.field("changedAt", changedAt)
        }
    }

    public static let schema = JSONSchema.object(
        "Order",
        required: [
            "id": .identifier(OrderID.self), "storeId": .identifier(StoreID.self),
            "memberId": .identifier(MemberID.self), "state": .oneOf(State.self),
            "isCancelRequested": .flag, "lines": .list(Line.schema, 1...50), "itemsTotal": .won,
            "deliveryFee": .won, "discount": .won, "total": .won, "payment": PaymentView.schema,
            "place": .place, "placedAt": .moment, "changedAt": .moment,
        ],
        optional: [
            "reason": .oneOf(CancelReason.self), "couponId": .identifier(CouponID.self),
            "deliveryId": .identifier(DeliveryID.self),
        ])
    public static let examples = [
        OrderView(
            id: .example, storeID: .example, memberID: .example, state: .cancelled,
            reason: .noRider, isCancelRequested: false, lines: Line.examples,
            itemsTotal: Money(won: 46_000), deliveryFee: Money(won: 3_000),
            discount: Money(won: 7_000), total: Money(won: 42_000),
            payment: PaymentView(method: .card, state: .refunded), couponID: .example,
            deliveryID: .example, place: .example, placedAt: .example, changedAt: .example),
        OrderView(
            id: .example, storeID: .example, memberID: .example, state: .pending, reason: nil,
            isCancelRequested: true, lines: Line.examples, itemsTotal: Money(won: 46_000),
            deliveryFee: Money(won: 3_000), discount: .zero, total: Money(won: 49_000),
            payment: PaymentView(method: .wallet, state: nil), couponID: nil, deliveryID: nil,
            place: .example, placedAt: .example, changedAt: .example),
    ]
}

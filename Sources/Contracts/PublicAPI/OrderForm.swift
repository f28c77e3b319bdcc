public import JSON
public import Kernel
import Wire

public struct OrderForm: Described {
    public let storeID: StoreID
    public let lines: [Line]
    /// Where to.
    public let place: Place
    public let couponID: CouponID?
    public let payment: PaymentForm
    /// What the customer was shown: items and delivery fee, before any coupon.
    public let expectedTotal: Money

    public init(
        storeID: StoreID, lines: [Line], place: Place, couponID: CouponID? = nil,
        payment: PaymentForm, expectedTotal: Money
    ) {
        self.storeID = storeID
        self.lines = lines
        self.place = place
        self.couponID = couponID
        self.payment = payment
        self.expectedTotal = expectedTotal
    }

    private static let lineCounts = 1...50
    private static let totals = Money.zero...Money.most

    public init(_ json: JSON) throws(JSONError) {
        storeID = try json["storeId"].read()
        lines = try json["lines"].list(Self.lineCounts)
        place = try json["place"].place()
        couponID = try json[ifPresent: "couponId"]?.read(CouponID.self)
        payment = try json["payment"].read()
        expectedTotal = try json["expectedTotal"].won(Self.totals)
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("storeId", storeID)
            $0.field("lines", lines)
            $0.field("place", place)
            $0.field("couponId", ifPresent: couponID)
            $0.field("payment", payment)
            $0.field("expectedTotal", expectedTotal)
        }
    }

    public static let schema = JSONSchema.object(
        "OrderForm",
        required: [
            "storeId": .identifier(StoreID.self), "lines": .list(Line.schema, lineCounts),
            "place": .place, "payment": PaymentForm.schema, "expectedTotal": .won(totals),
        ],
        optional: ["couponId": .identifier(CouponID.self)])
    public static let examples = [
        OrderForm(
            storeID: .example, lines: Line.examples, place: .example, couponID: .example,
            payment: .card("card_ok"), expectedTotal: Money(won: 49_000)),
        OrderForm(
            storeID: .example, lines: Line.examples, place: .example, payment: .wallet,
            expectedTotal: Money(won: 49_000)),
    ]
}

extension OrderForm {
    public struct Line: Described {
        public let itemID: MenuItemID
        public let quantity: Int

        public init(itemID: MenuItemID, quantity: Int) {
            self.itemID = itemID
            self.quantity = quantity
        }

        private static let quantities = 1...99

        public init(_ json: JSON) throws(JSONError) {
            itemID = try json["itemId"].read()
            quantity = try json["quantity"].int(in: Self.quantities)
        }

        public func write(to json: consuming JSONWriter) {
            json.object {
                $0.field("itemId", itemID)
                $0.field("quantity", quantity)
            }
        }

        public static let schema = JSONSchema.object(
            "OrderFormLine",
            required: [
                "itemId": .identifier(MenuItemID.self), "quantity": .whole(quantities),
            ])
        public static let examples = [Line(itemID: .example, quantity: 2)]
    }
}

/// `{"method": "wallet"}` or `{"method": "card", "card": "card_ok"}`.
public enum PaymentForm: Described {
    case wallet
    /// As the payment provider calls it; what it makes of one that it does not know is its word.
    case card(String)

    private static let cards = TextLimits.token(1...64)

    public var method: PaymentView.Method {
        switch self {
        case .wallet: .wallet
        case .card: .card
        }
    }

    public init(_ json: JSON) throws(JSONError) {
        switch try json["method"].read(PaymentView.Method.self) {
        case .wallet: self = .wallet
        case .card: self = .card(try json["card"].text(Self.cards))
        }
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("method", method)
            if case .card(let card) = self { $0.field("card", card) }
        }
    }

    public static let schema = JSONSchema.variants(
        name: "PaymentForm",
        [
            .object("WalletPayment", required: ["method": .oneOf(["wallet"])]),
            .object(
                "CardPayment", required: ["method": .oneOf(["card"]), "card": .text(cards)]),
        ])
    public static let examples = [PaymentForm.wallet, .card("card_ok")]
}

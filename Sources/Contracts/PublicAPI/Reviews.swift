public import JSON
public import Kernel
import Wire

extension PublicAPI {
    public static let writeReview = Endpoint<OrderID, NoQuery, ReviewForm, ReviewView>(
        "writeReview", "How was it? Once an order, when it is delivered.", .post,
        "/v1/orders/{id}/review", by: .only(.customer, .orderCustomer), status: 201,
        problems: [.reviewInvalid, .orderNotDelivered, .alreadyReviewed])

    public static let storeReviews = Endpoint<StoreID, PageQuery, Nothing, Page<ReviewView>>(
        "storeReviews", "What customers say of a store, the latest first.", .get,
        "/v1/stores/{id}/reviews", by: .anyone, problems: [.cursorInvalid])
}

public struct ReviewForm: Described {
    public static let stars = 1...5
    static let texts = TextLimits.prose(0...1_000)

    public let stars: Int
    /// May be empty: stars alone say something.
    public let text: String

    public init(stars: Int, text: String) {
        self.stars = stars
        self.text = text
    }

    public init(_ json: JSON) throws(JSONError) {
        stars = try json["stars"].int(in: Self.stars)
        text = try json["text"].text(Self.texts)
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("stars", stars)
            $0.field("text", text)
        }
    }

    public static let schema = JSONSchema.object(
        "ReviewForm", required: ["stars": .whole(stars), "text": .text(texts)])
    public static let examples = [ReviewForm(stars: 5, text: "바삭하고 따뜻했어요.")]
}

public struct ReviewView: Described {
    public let id: ReviewID
    public let orderID: OrderID
    public let storeID: StoreID
    public let memberID: MemberID
    public let stars: Int
    public let text: String
    public let writtenAt: Moment

    public init(
        id: ReviewID, orderID: OrderID, storeID: StoreID, memberID: MemberID, stars: Int,
        text: String, writtenAt: Moment
    ) {
        self.id = id
        self.orderID = orderID
        self.storeID = storeID
        self.memberID = memberID
        self.stars = stars
        self.text = text
        self.writtenAt = writtenAt
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        orderID = try json["orderId"].read()
        storeID = try json["storeId"].read()
        memberID = try json["memberId"].read()
        stars = try json["stars"].read()
        text = try json["text"].read()
        writtenAt = try json["writtenAt"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("orderId", orderID)
            $0.field("storeId", storeID)
            $0.field("memberId", memberID)
            $0.field("stars", stars)
            $0.field("text", text)
            $0.field("writtenAt", writtenAt)
        }
    }

    public static let schema = JSONSchema.object(
        "Review",
        required: [
            "id": .identifier(ReviewID.self), "orderId": .identifier(OrderID.self),
            "storeId": .identifier(StoreID.self), "memberId": .identifier(MemberID.self),
            "stars": .whole(ReviewForm.stars), "text": .text(ReviewForm.texts),
            "writtenAt": .moment,
        ])
    public static let examples = [
        ReviewView(
            id: .example, orderID: .example, storeID: .example, memberID: .example, stars: 5,
            text: "바삭하고 따뜻했어요.", writtenAt: .example)
    ]
}

public struct RatingView: Described {
    /// The mean of all stars, to one decimal; nil until there is a review.
    public let stars: Double?
    public let reviewCount: Int

    public init(stars: Double?, reviewCount: Int) {
        self.stars = stars
        self.reviewCount = reviewCount
    }

    public init(_ json: JSON) throws(JSONError) {
        stars = try json[optional: "stars"]?.read()
        reviewCount = try json["reviewCount"].read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("stars", ifPresent: stars)
            $0.field("reviewCount", reviewCount)
        }
    }

    public static let schema = JSONSchema.object(
        "Rating", required: ["reviewCount": .count], optional: ["stars": .number(1...5)])
    public static let examples = [RatingView(stars: 4.7, reviewCount: 311)]
}

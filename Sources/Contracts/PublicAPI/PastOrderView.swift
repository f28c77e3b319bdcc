public import JSON
public import Kernel
import Wire

/// A row of a member's history: what four contexts know of one order.
public struct PastOrderView: Described {
    public let order: OrderView
    public let storeName: String
    public let delivery: Delivery?
    public let review: Review?

    public init(order: OrderView, storeName: String, delivery: Delivery?, review: Review?) {
        self.order = order
        self.storeName = storeName
        self.delivery = delivery
        self.review = review
    }

    public init(_ json: JSON) throws(JSONError) {
        order = try json["order"].read()
        storeName = try json["storeName"].read()
        delivery = try json[optional: "delivery"]?.read()
        review = try json[optional: "review"]?.read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("order", order)
            $0.field("storeName", storeName)
            $0.field("delivery", ifPresent: delivery)
            $0.field("review", ifPresent: review)
        }
    }

    public static let schema = JSONSchema.object(
        "PastOrder", required: ["order": OrderView.schema, "storeName": .text(.name)],
        optional: ["delivery": Delivery.schema, "review": Review.schema])
    public static let examples = [
        PastOrderView(
            order: OrderView.examples[0], storeName: "교촌치킨 역삼점", delivery: Delivery.examples[0],
            review: Review.examples[0])
    ]
}

extension PastOrderView {
    public struct Delivery: Described {
        public let id: DeliveryID
        public let state: DeliveryView.State

        public init(id: DeliveryID, state: DeliveryView.State) {
            self.id = id
            self.state = state
        }

        public init(_ json: JSON) throws(JSONError) {
            id = try json["id"].read()
            state = try json["state"].read()
        }

        public func write(to json: consuming JSONWriter) {
            json.object {
                $0.field("id", id)
                $0.field("state", state)
            }
        }

        public static let schema = JSONSchema.object(
            "PastDelivery",
            required: [
                "id": .identifier(DeliveryID.self), "state": .oneOf(DeliveryView.State.self),
            ])
        public static let examples = [Delivery(id: .example, state: .completed)]
    }

    public struct Review: Described {
        public let id: ReviewID
        public let stars: Int

        public init(id: ReviewID, stars: Int) {
            self.id = id
            self.stars = stars
        }

        public init(_ json: JSON) throws(JSONError) {
            id = try json["id"].read()
            stars = try json["stars"].read()
        }

        public func write(to json: consuming JSONWriter) {
            json.object {
                $0.field("id", id)
                $0.field("stars", stars)
            }
        }

        public static let schema = JSONSchema.object(
            "PastReview",
            required: ["id": .identifier(ReviewID.self), "stars": .whole(ReviewForm.stars)])
        public static let examples = [Review(id: .example, stars: 5)]
    }
}

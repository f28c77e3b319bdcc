public import Kernel

public enum ReviewRejection: Rejection {
    case forbidden
    case reviewInvalid(ReviewFault)
    case orderNotDelivered
    case alreadyReviewed

    public var code: String {
        switch self {
        case .forbidden: "forbidden"
        case .reviewInvalid: "review-invalid"
        case .orderNotDelivered: "order-not-delivered"
        case .alreadyReviewed: "already-reviewed"
        }
    }

    public var detail: String {
        switch self {
        case .forbidden: "Only who ordered may review the order."
        case .reviewInvalid(let fault): fault.detail
        case .orderNotDelivered: "An order can be reviewed once it is delivered."
        case .alreadyReviewed: "The order has a review; there is one an order."
        }
    }
}

public enum ReviewFault: Hashable, Sendable {
    case stars, text

    var detail: String {
        switch self {
        case .stars:
            "A review gives \(Review.stars.lowerBound) to \(Review.stars.upperBound) stars."
        case .text: "A review has at most \(Review.mostCharacters) characters."
        }
    }
}

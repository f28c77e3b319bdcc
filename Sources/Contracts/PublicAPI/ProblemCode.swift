/// Every no of the public contract. The raw value is what clients act on, in any phase: it is never
/// changed, and never used for another meaning.
public enum ProblemCode: String, CaseIterable, Sendable {
    // The request itself
    case malformedRequest = "malformed-request"
    case bodyTooLarge = "body-too-large"
    case unsupportedMediaType = "unsupported-media-type"
    case idempotencyKeyMissing = "idempotency-key-missing"
    case idempotencyKeyReused = "idempotency-key-reused"

    // Who asks
    case authorizationMalformed = "authorization-malformed"
    case tokenMissing = "token-missing"
    case tokenInvalid = "token-invalid"
    case forbidden
    case tooManyRequests = "too-many-requests"

    // This side
    case internalError = "internal-error"
    case notCaughtUp = "not-caught-up"
    case outOfTime = "out-of-time"
    case overloaded
    case upstreamUnavailable = "upstream-unavailable"
    case storageFull = "storage-full"

    // Members
    case emailInvalid = "email-invalid"
    case nameInvalid = "name-invalid"
    case passwordInvalid = "password-invalid"
    case operatorNotRegistrable = "operator-not-registrable"
    case emailTaken = "email-taken"
    case credentialsWrong = "credentials-wrong"

    // Stores
    case storeNotFound = "store-not-found"
    case itemNotFound = "item-not-found"
    case placeOffTheMap = "place-off-the-map"
    case amountOutOfRange = "amount-out-of-range"
    case tooManyStores = "too-many-stores"
    case menuFull = "menu-full"
    case itemWithdrawn = "item-withdrawn"

    // Ads
    case adNotFound = "ad-not-found"
    case adPeriodInvalid = "ad-period-invalid"
    case adOverlaps = "ad-overlaps"
    case adOver = "ad-over"

    // Listing and all pages
    case cursorInvalid = "cursor-invalid"
    case limitInvalid = "limit-invalid"
    case placeMissing = "place-missing"
    case queryTooLong = "query-too-long"

    // Coupons
    case campaignNotFound = "campaign-not-found"
    case campaignInvalid = "campaign-invalid"
    case campaignNotStarted = "campaign-not-started"
    case campaignOver = "campaign-over"
    case couponAlreadyClaimed = "coupon-already-claimed"
    case couponSoldOut = "coupon-sold-out"

    // Wallet
    case topUpOutOfRange = "top-up-out-of-range"
    case walletFull = "wallet-full"

    // Orders
    case orderNotFound = "order-not-found"
    case cartInvalid = "cart-invalid"
    case storeClosed = "store-closed"
    case itemUnknown = "item-unknown"
    case itemSoldOut = "item-sold-out"
    case belowMinimumOrder = "below-minimum-order"
    case priceChanged = "price-changed"
    case invalidTransition = "invalid-transition"

    // Delivery
    case deliveryNotFound = "delivery-not-found"
    case foodNotReady = "food-not-ready"
    case deliveryUnderway = "delivery-underway"
    case riderNotIdle = "rider-not-idle"

    // Reviews
    case reviewInvalid = "review-invalid"
    case orderNotDelivered = "order-not-delivered"
    case alreadyReviewed = "already-reviewed"

    // Settlement
    case nothingToSettle = "nothing-to-settle"
    case dayNotOver = "day-not-over"
}

extension ProblemCode {
    /// 400 malformed, 401 who are you, 403 not yours, 404, 409 as things stand, 422 a rule says no,
    /// 429 too fast, 5xx this side.
    public var status: Int {
        switch self {
        case .malformedRequest, .idempotencyKeyMissing, .authorizationMalformed, .cursorInvalid,
            .limitInvalid, .queryTooLong:
            400
        case .tokenMissing, .tokenInvalid, .credentialsWrong: 401
        case .forbidden, .operatorNotRegistrable: 403
        case .storeNotFound, .itemNotFound, .adNotFound, .campaignNotFound, .orderNotFound,
            .deliveryNotFound:
            404
        case .emailTaken, .tooManyStores, .menuFull, .itemWithdrawn, .adOverlaps, .adOver,
            .campaignNotStarted, .campaignOver, .couponAlreadyClaimed, .couponSoldOut, .walletFull,
            .storeClosed, .itemSoldOut, .priceChanged, .invalidTransition, .foodNotReady,
            .deliveryUnderway, .riderNotIdle, .orderNotDelivered, .alreadyReviewed:
            409
        case .bodyTooLarge: 413
        case .unsupportedMediaType: 415
        case .idempotencyKeyReused, .emailInvalid, .nameInvalid, .passwordInvalid, .placeOffTheMap,
            .amountOutOfRange, .adPeriodInvalid, .placeMissing, .campaignInvalid, .topUpOutOfRange,
            .cartInvalid, .itemUnknown, .belowMinimumOrder, .reviewInvalid, .nothingToSettle,
            .dayNotOver:
            422
        case .tooManyRequests: 429
        case .internalError: 500
        case .notCaughtUp, .outOfTime, .overloaded, .upstreamUnavailable: 503
        case .storageFull: 507
        }
    }

    /// For people, where the one who says no knows nothing better.
    public var sentence: String {
        switch self {
        case .forbidden: "This is not yours to see or to do."
        case .notCaughtUp: "This copy has not seen that write yet. Try again in a moment."
        case .overloaded: "Too much is waiting here already. Try again in a moment."
        case .storageFull: "There is no room left to keep this. It was not done."
        case .upstreamUnavailable: "A part that this needs is down. Try again in a moment."
        case .idempotencyKeyReused: "This key was used for another request; take a new one."
        case .storeNotFound: "There is no such store."
        case .itemNotFound: "There is no such item on this menu."
        case .adNotFound: "There is no such ad."
        case .campaignNotFound: "There is no such campaign."
        case .orderNotFound: "There is no such order."
        case .deliveryNotFound: "There is no such delivery."
        default: "The answer is no: \(rawValue)."
        }
    }
}

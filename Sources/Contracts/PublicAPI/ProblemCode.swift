/// Every no of the public contract. The raw value is what clients act on, in any phase: it is never
/// changed, and never used for another meaning.
public enum ProblemCode: String, CaseIterable, Sendable {
    // The request itself
    case malformedRequest = "malformed-request"
    case bodyTooLarge = "body-too-large"
    case unsupportedMediaType = "unsupported-media-type"
    case idempotencyKeyMissing = "idempotency-key-missing"
    case idempotencyKeyReused = "idempotency-key-reused"

    case notFound = "not-found"

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

    // Reviews
    case reviewInvalid = "review-invalid"
    case orderNotDelivered = "order-not-delivered"
    case alreadyReviewed = "already-reviewed"

    // Settlement
    case nothingToSettle = "nothing-to-settle"
    case dayNotBegun = "day-not-begun"
    case tooManyDays = "too-many-days"
}

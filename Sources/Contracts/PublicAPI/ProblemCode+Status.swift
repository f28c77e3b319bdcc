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
        case .notFound, .storeNotFound, .itemNotFound, .adNotFound, .campaignNotFound,
            .orderNotFound, .deliveryNotFound:
            404
        case .emailTaken, .tooManyStores, .menuFull, .itemWithdrawn, .adOverlaps, .adOver,
            .campaignNotStarted, .campaignOver, .couponAlreadyClaimed, .couponSoldOut, .walletFull,
            .storeClosed, .itemSoldOut, .priceChanged, .invalidTransition, .foodNotReady,
            .deliveryUnderway, .orderNotDelivered, .alreadyReviewed:
            409
        case .bodyTooLarge: 413
        case .unsupportedMediaType: 415
        case .idempotencyKeyReused, .emailInvalid, .nameInvalid, .passwordInvalid, .placeOffTheMap,
            .amountOutOfRange, .adPeriodInvalid, .placeMissing, .campaignInvalid, .topUpOutOfRange,
            .cartInvalid, .itemUnknown, .belowMinimumOrder, .reviewInvalid, .nothingToSettle,
            .dayNotBegun, .tooManyDays:
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

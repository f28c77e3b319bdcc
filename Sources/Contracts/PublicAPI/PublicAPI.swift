/// What the public may ask, the same in every phase: a file a context, and here the list of all.
///
/// The list is closed. A front that leaves one of these out does not start, and neither does one
/// that mounts what is not here.
public enum PublicAPI {
    /// What a context answers for. In phase 3 each is a service, and the gateway routes by this.
    public enum Context: String, CaseIterable, Sendable {
        case members, stores, ads, listing, coupons, payments, orders, history, delivery, reviews
        case notifications, settlement, audit
    }

    public static let all = Context.allCases.flatMap { endpoints(of: $0) }

    public static func endpoints(of context: Context) -> [EndpointShape] {
        switch context {
        case .members: [shape(register), shape(logIn), shape(me)]
        case .stores:
            [
                shape(openStore), shape(editStore), shape(setOpening), shape(store),
                shape(addMenuItem), shape(editMenuItem),
            ]
        case .ads: [shape(buyAd), shape(ads), shape(stopAd)]
        case .listing: [shape(listing)]
        case .coupons:
            [shape(openCampaign), shape(campaign), shape(claimCoupon), shape(myCoupons)]
        case .payments: [shape(topUp), shape(wallet)]
        case .orders:
            [
                shape(placeOrder), shape(order), shape(cancelOrder), shape(acceptOrder),
                shape(rejectOrder), shape(markOrderReady), shape(storeOrders),
            ]
        case .history: [shape(myOrders)]
        case .delivery:
            [
                shape(setShift), shape(myDeliveries), shape(pickUp), shape(completeDelivery),
                shape(failDelivery),
            ]
        case .reviews: [shape(writeReview), shape(storeReviews)]
        case .notifications: [shape(myNotifications)]
        case .settlement: [shape(runSettlement), shape(settlements)]
        case .audit: [shape(audit)]
        }
    }

    private static func shape<ID, Query, Body, Answer>(
        _ endpoint: Endpoint<ID, Query, Body, Answer>
    ) -> EndpointShape {
        EndpointShape(endpoint)
    }

    /// A longer body is refused with `body-too-large`.
    public static let bodyLimitBytes = 65_536
    /// A longer key is refused with `malformed-request`.
    public static let idempotencyKeys = TextLimits.token(1...128)
    public static let versions = TextLimits.token(1...256)
    /// A longer wait is cut to this.
    public static let longestWaitSeconds = 10
}

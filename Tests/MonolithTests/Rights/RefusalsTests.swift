import AdsRules
import CouponsRules
import DeliveryRules
import Kernel
import ListingRules
import MembersRules
import OrdersRules
import PaymentsRules
import ReviewsRules
import SettlementRules
import StoresRules
import Testing

@testable import PublicAPI

/// What the rules behind an endpoint may refuse, it declares; and it declares nothing that nobody
/// behind it refuses. (Each town also looks into its log for a refusal that was not declared.)
@Suite struct RefusalsTests {
    private static let members: [String: [any Rejection]] = [
        "register": [
            MemberRejection.emailInvalid, MemberRejection.nameInvalid,
            MemberRejection.passwordInvalid, MemberRejection.operatorNotRegistrable,
            MemberRejection.emailTaken,
        ],
        "logIn": [MemberRejection.credentialsWrong],
    ]

    private static let profile: [any Rejection] = [
        StoreRejection.nameInvalid, StoreRejection.placeOffTheMap,
        StoreRejection.amountOutOfRange("fee", .zero...Money.most),
    ]
    private static let item: [any Rejection] = [
        StoreRejection.nameInvalid, StoreRejection.amountOutOfRange("price", .zero...Money.most),
    ]
    private static let stores: [String: [any Rejection]] = [
        "openStore": profile + [StoreRejection.tooManyStores],
        "editStore": profile,
        "addMenuItem": item + [StoreRejection.menuFull],
        "editMenuItem": item + [StoreRejection.itemWithdrawn],
        "buyAd": [AdRejection.periodInvalid, AdRejection.overlaps(.example)],
        "stopAd": [AdRejection.isOver],
        "listing": [
            ListingRejection.queryTooLong, ListingRejection.placeMissing,
            ListingRejection.placeOffTheMap, ListingRejection.limitInvalid,
            ListingRejection.cursorInvalid,
        ],
    ]

    private static let coupons: [String: [any Rejection]] = [
        "openCampaign": [CouponRejection.campaignInvalid(.stock), Refusal(.storeNotFound)],
        "claimCoupon": [
            CouponRejection.campaignNotStarted(startsAt: Moment(unixMilliseconds: 0)),
            CouponRejection.campaignOver, CouponRejection.alreadyClaimed, CouponRejection.soldOut,
        ],
    ]

    private static let step = OrderRejection.invalidTransition(from: .paid, to: .paid)
    private static let orders: [String: [any Rejection]] = [
        "placeOrder": [
            OrderRejection.cartInvalid(.lineCount), OrderRejection.storeClosed,
            OrderRejection.itemUnknown(.example), OrderRejection.itemSoldOut(.example),
            OrderRejection.belowMinimumOrder(minimum: .zero),
            OrderRejection.priceChanged(total: .zero), Refusal(.storeNotFound),
        ],
        "cancelOrder": [step], "acceptOrder": [step], "rejectOrder": [step],
        "markOrderReady": [step],
        "writeReview": [
            ReviewRejection.reviewInvalid(.text), ReviewRejection.orderNotDelivered,
            ReviewRejection.alreadyReviewed,
        ],
    ]

    private static let ride = DeliveryRejection.invalidTransition(from: .assigned, to: .assigned)
    private static let rest: [String: [any Rejection]] = [
        "setShift": [DeliveryRejection.deliveryUnderway],
        "pickUp": [DeliveryRejection.foodNotReady, ride],
        "completeDelivery": [ride], "failDelivery": [ride],
        "topUp": [PaymentRejection.topUpOutOfRange, PaymentRejection.walletFull],
        "runSettlement": [
            SettlementRejection.dayNotBegun, SettlementRejection.nothingToSettle,
            SettlementRejection.tooManyDays, Refusal(.storeNotFound),
        ],
    ]

    private static let table = [members, stores, coupons, orders, rest].reduce(into: [:]) {
        $0.merge($1) { one, _ in one }
    }

    @Test(arguments: PublicAPI.all.map(\.facts.name))
    func `an endpoint declares what its rules refuse, and nothing else`(name: String) throws {
        let endpoint = try #require(PublicAPI.all.first { $0.facts.name == name })
        var refused = Set((Self.table[name] ?? []).map(\.code))
        if endpoint.query.contains(where: { $0.name == "cursor" }) {
            refused.insert(ProblemCode.cursorInvalid.rawValue)
        }
        for place in endpoint.places { refused.insert("\(place.prefix)-not-found") }
        #expect(Set(endpoint.facts.ownProblems.map(\.rawValue)) == refused)
    }

    @Test func `the table has no endpoint that there is not`() {
        #expect(Set(Self.table.keys).isSubset(of: PublicAPI.all.map(\.facts.name)))
    }
}

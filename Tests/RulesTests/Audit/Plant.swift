import AuditRules
import Kernel
import Testing

/// One thing that can be wrong with an order that was right: what is bent, at which stations it can
/// be, and the invariant that must notice, alone.
struct Plant: Sendable, CustomTestStringConvertible {
    let name: String
    let invariant: Invariant
    let stations: [OrderHistory.Station]
    let applies: @Sendable (OrderFacts) -> Bool
    let bend: @Sendable (inout OrderFacts) -> Void

    init(
        _ name: String, _ invariant: Invariant, at stations: [OrderHistory.Station],
        where applies: @escaping @Sendable (OrderFacts) -> Bool = { _ in true },
        bend: @escaping @Sendable (inout OrderFacts) -> Void
    ) {
        self.name = name
        self.invariant = invariant
        self.stations = stations
        self.applies = applies
        self.bend = bend
    }

    var testDescription: String { name }

    static let all = money + decisions + coupons + progress + reviews + settlement
}

extension OrderHistory.Station {
    static let cooking: [Self] = [
        .waitingForRider, .beingCooked, .readyAlone, .readyWithRider, .pickedUp,
    ]
    static let standing = [.paid] + cooking + [.delivered, .deliveredUninvited]
    static let refunded: [Self] = [.rejected, .cancelledAfterPayment, .deliveryFailed]
    static let undone = refunded + [.refusedAtOnce, .refundUnanswered]
    static let undelivered = undone + [.chargeUnanswered, .paid] + cooking
}

private let won = Money(won: 1)

extension Plant {
    private static let money = [
        Plant("a capture too little", .money, at: OrderHistory.Station.standing) {
            $0.payment.recorded.captured = $0.payment.recorded.captured - won
        },
        Plant("a capture was lost", .money, at: OrderHistory.Station.standing) {
            $0.payment.recorded = .init()
        },
        Plant("a capture of part of a pending order", .money, at: [.chargeUnanswered]) {
            $0.payment.recorded.captured = won
        },
        Plant("a refund was lost", .money, at: OrderHistory.Station.refunded) {
            $0.payment.recorded.refunded = .zero
        },
        Plant("a refund of an order that stands", .money, at: OrderHistory.Station.standing) {
            $0.payment.recorded.refunded = $0.price.total
        },
        Plant("the ledger lacks the capture", .money, at: OrderHistory.Station.standing) {
            $0.payment.ledger.captured = .zero
        },
        Plant("the ledger refunds twice", .money, at: OrderHistory.Station.refunded) {
            $0.payment.ledger.refunded = $0.price.total * 2
        },
        Plant("the ledger holds what it should not", .money, at: [.delivered, .rejected]) {
            $0.payment.ledgerHeld = $0.price.total
        },
        Plant("the ledger lets go too early", .money, at: [.paid] + OrderHistory.Station.cooking) {
            $0.payment.ledgerHeld = .zero
        },
        Plant(
            "the provider charged twice", .money,
            at: OrderHistory.Station.standing + [.refundUnanswered, .chargeUnanswered]
        ) {
            $0.payment.provider.captured = $0.price.total * 2
        },
        Plant(
            "the provider never charged", .money, at: OrderHistory.Station.standing,
            where: { $0.payment.method == .card }
        ) {
            $0.payment.provider.captured = .zero
        },
        Plant(
            "the provider never refunded", .money, at: OrderHistory.Station.refunded,
            where: { $0.payment.method == .card }
        ) {
            $0.payment.provider.refunded = .zero
        },
        Plant("the provider charged what was never paid", .money, at: [.refusedAtOnce]) {
            $0.payment.provider.captured = $0.price.total
        },
        Plant(
            "the provider charged what the wallet paid", .money,
            at: OrderHistory.Station.standing, where: { $0.payment.method == .wallet }
        ) {
            $0.payment.provider.captured = $0.price.total
        },
    ]

    private static let decisions = [
        Plant("a charge still open when it was paid", .money, at: OrderHistory.Station.standing) {
            $0.payment.unanswered = .init(captured: $0.price.total)
        },
        Plant("a charge still open when it was cancelled", .money, at: [.refusedAtOnce]) {
            $0.payment.unanswered = .init(captured: $0.price.total)
        },
    ]

    private static let coupons = [
        Plant(
            "a coupon was used and not redeemed", .coupons,
            at: OrderHistory.Station.standing + [.chargeUnanswered],
            where: { $0.coupon != nil }
        ) {
            $0.coupon?.redeemedBy = nil
        },
        Plant(
            "a coupon stands with two orders", .coupons, at: OrderHistory.Station.standing,
            where: { $0.coupon != nil }
        ) {
            $0.coupon?.redeemedBy = OrderID(bits: 7)
        },
        Plant(
            "a coupon was not given back", .coupons, at: OrderHistory.Station.undone,
            where: { $0.coupon != nil }
        ) {
            $0.coupon?.redeemedBy = $0.id
        },
    ]

    private static let progress = [
        Plant("nobody asks the provider", .progress, at: [.chargeUnanswered]) {
            $0.payment.unanswered = nil
            $0.payment.provider = .init()
            $0.coupon?.redeemedBy = nil
        },
        Plant("an order was paid and does not know it", .progress, at: [.paid]) {
            $0.state = .pending
        },
        Plant("nobody looks for a rider", .progress, at: [.waitingForRider, .readyAlone]) {
            $0.delivery = nil
        },
        Plant("the search for a rider never ends", .progress, at: [.waitingForRider, .readyAlone]) {
            $0.delivery = .waiting(until: OrderHistory.now.advanced(byMilliseconds: -2_001))
        },
        Plant("a failed delivery cancels nothing", .progress, at: OrderHistory.Station.cooking) {
            $0.delivery = .failed
        },
        Plant("a completed delivery delivers nothing", .progress, at: [.pickedUp]) {
            $0.delivery = .completed
        },
        Plant("a rider goes on with an order that is delivered", .progress, at: [.delivered]) {
            $0.delivery = .pickedUp
        },
        Plant("a rider goes for nothing", .progress, at: OrderHistory.Station.undone) {
            $0.delivery = .assigned
        },
        Plant("a delivery before it was accepted", .progress, at: [.paid, .chargeUnanswered]) {
            $0.delivery = .assigned
        },
        Plant("a rider has what is not ready", .progress, at: [.beingCooked]) {
            $0.delivery = .pickedUp
        },
    ]

    private static let reviews = [
        Plant("no invitation to review", .reviews, at: [.delivered, .deliveredUninvited]) {
            $0.invitation = InvitationFacts()
        },
        Plant("two invitations", .reviews, at: [.delivered]) {
            $0.invitation = InvitationFacts(recordedCount: 2, confirmedCount: 2, loggedCount: 2)
        },
        Plant("an invitation that went out twice", .reviews, at: [.delivered, .deliveredUninvited])
        {
            $0.invitation.loggedCount = 2
        },
        Plant("an invitation that never went out", .reviews, at: [.delivered]) {
            $0.invitation.loggedCount = 0
        },
        Plant("an invitation to nothing", .reviews, at: OrderHistory.Station.undelivered) {
            $0.invitation = InvitationFacts(recordedCount: 1, confirmedCount: 1, loggedCount: 1)
        },
        Plant("an invitation that only the provider knows", .reviews, at: [.paid, .rejected]) {
            $0.invitation.loggedCount = 1
        },
        Plant("two reviews", .reviews, at: [.delivered, .deliveredUninvited]) {
            $0.reviewCount = 2
        },
        Plant("a review of nothing", .reviews, at: OrderHistory.Station.undelivered) {
            $0.reviewCount = 1
        },
    ]

    private static let settlement = [
        Plant("a delivery nobody settles", .settlement, at: [.delivered]) { $0.settled = [] },
        Plant("a delivery settled twice", .settlement, at: [.delivered]) {
            $0.settled += $0.settled
        },
        Plant("a settlement on the wrong day", .settlement, at: [.delivered]) {
            $0.settled[0].day = $0.settled[0].day.next
        },
        Plant("a settlement of the wrong amount", .settlement, at: [.delivered]) {
            $0.settled[0].itemsTotal = $0.settled[0].itemsTotal + won
        },
        Plant("a coupon charged to the wrong party", .settlement, at: [.delivered]) {
            $0.settled[0].storeCoupon = $0.settled[0].storeCoupon + won
        },
        Plant("a coupon nobody paid for", .settlement, at: [.delivered]) {
            $0.settled[0].platformCoupon = $0.settled[0].platformCoupon + won
        },
        Plant(
            "a settlement of what was not delivered", .settlement,
            at: OrderHistory.Station.undelivered
        ) {
            $0.settled = [
                SettledFacts(
                    day: Day(of: OrderHistory.now), itemsTotal: $0.price.itemsTotal,
                    platformCoupon: .zero,
                    storeCoupon: .zero)
            ]
        },
    ]
}

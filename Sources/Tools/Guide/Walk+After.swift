import Kernel
import PublicAPI
import PublicDoor
import Runtime

// What follows when the food is there.

extension Walk {
    func awaitPush(_ customer: Person, of order: OrderID) async throws {
        try await step(.push) {
            let push = try await environment.eventually("a push that was sent") {
                let pushes = try await customer.phone.call(
                    PublicAPI.myNotifications, query: PageQuery())
                return pushes.answer.items.first {
                    $0.orderID == order && $0.kind == .writeAReview && $0.sentAt != nil
                }
            }
            let later = push.sentAt.map { $0.milliseconds(since: push.createdAt) } ?? 0
            return ((), "“\(push.text)”: sent \(later) ms after the delivery")
        }
    }

    func review(_ order: OrderID, by customer: Person, of shop: Shop) async throws {
        try await step(.review) {
            _ = try await customer.phone.call(
                PublicAPI.writeReview, order, ReviewForm(stars: 5, text: "바삭하고 따뜻했어요."))
            let rating = try await environment.eventually("the review in the store's rating") {
                let store = try await phone.call(PublicAPI.store, shop.id).answer
                return store.rating.reviewCount > 0 ? store.rating : nil
            }
            let stars = rating.stars.map { "\($0)" } ?? "no"
            return ((), "\(shop.name) has \(stars) stars from \(rating.reviewCount) review")
        }
    }

    func settle(_ shop: Shop) async throws {
        try await step(.settle) {
            let today = Day(of: Moment(unixMilliseconds: environment.unixMilliseconds))
            let run = try await desk.phone.call(
                PublicAPI.runSettlement, SettlementForm(storeID: shop.id, through: today),
                PublicClient.Options(idempotencyKey: freshWord())
            ).answer
            let commission = run.days.reduce(Money.zero) { $0 + $1.commission }
            let items = run.days.reduce(Money.zero) { $0 + $1.items }
            return (
                (),
                "\(items.inThousands) - \(commission.inThousands) commission = "
                    + "\(run.payout.inThousands) for the store"
            )
        }
    }

    func audit() async throws {
        try await step(.audit) {
            ((), try await desk.audit(within: environment))
        }
    }
}

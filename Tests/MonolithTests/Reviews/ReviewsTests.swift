import Kernel
import PublicAPI
import PublicDoor
import Testing

@Suite struct ReviewsTests {
    @Test func `a delivered order is reviewed once, and the store's rating has it`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let (customer, rider) = (try await town.customer(), try await town.rider())
            var written: [ReviewView] = []
            for stars in [5, 4] {
                let order = try await town.lunch(at: shop, for: customer)
                let form = ReviewForm(stars: stars, text: "바삭하고 따뜻했어요.")
                await town.expectRefusal(.orderNotDelivered) {
                    _ = try await customer.client.call(PublicAPI.writeReview, order.id, form)
                }
                try await town.deliver(order.id, from: shop, by: rider)
                let review = try await customer.client.call(
                    PublicAPI.writeReview, order.id, form
                ).answer
                #expect(review.orderID == order.id && review.memberID == customer.id)
                await town.expectRefusal(.alreadyReviewed) {
                    _ = try await customer.client.call(PublicAPI.writeReview, order.id, form)
                }
                written.insert(review, at: 0)
            }
            let store = try await town.stranger.call(PublicAPI.store, shop.id).answer
            #expect(store.rating == RatingView(stars: 4.5, reviewCount: 2))
            let first = try await town.stranger.call(
                PublicAPI.storeReviews, shop.id, query: PageQuery(limit: 1)
            ).answer
            let second = try await town.stranger.call(
                PublicAPI.storeReviews, shop.id, query: PageQuery(cursor: first.next)
            ).answer
            #expect(first.items + second.items == written && second.next == nil)
        }
    }

    @Test func `only who ordered may review`() throws {
        try Town.run { town in
            let shop = try await town.shop()
            let (customer, other) = (try await town.customer(), try await town.customer(with: 0))
            let order = try await town.lunch(at: shop, for: customer)
            await town.expectRefusal(.forbidden) {
                _ = try await other.client.call(
                    PublicAPI.writeReview, order.id, ReviewForm(stars: 1, text: ""))
            }
            await town.expectRefusal(.orderNotFound) {
                _ = try await other.client.call(
                    PublicAPI.writeReview, .example, ReviewForm(stars: 1, text: ""))
            }
            await town.expectRefusal(.storeNotFound) {
                _ = try await town.stranger.call(
                    PublicAPI.storeReviews, .example, query: PageQuery())
            }
        }
    }
}

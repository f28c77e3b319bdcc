import Kernel
import ReviewsRules
import Testing

private let author = MemberID(bits: 1)
private let now = Moment(unixMilliseconds: 1_000)

private func order(isDelivered: Bool = true, isReviewed: Bool = false) -> ReviewableOrder {
    ReviewableOrder(
        id: OrderID(bits: 1), storeID: StoreID(bits: 2), customerID: author,
        isDelivered: isDelivered, isReviewed: isReviewed)
}

@Suite struct ReviewTests {
    @Test func `who ordered reviews the delivered order`() throws {
        let review = try order().review(by: author, stars: 5, text: "맛있어요", at: now)
        #expect(review.storeID == StoreID(bits: 2))
        #expect(review.stars == 5)
        #expect(review.writtenAt == now)
    }

    @Test func `stars alone are a review`() {
        #expect(throws: Never.self) {
            try order().review(by: author, stars: 1, text: "", at: now)
        }
    }

    @Test func `nobody reviews another's order`() {
        #expect(throws: ReviewRejection.forbidden) {
            try order().review(by: MemberID(bits: 9), stars: 5, text: "", at: now)
        }
    }

    @Test func `an order underway is not reviewed`() {
        #expect(throws: ReviewRejection.orderNotDelivered) {
            try order(isDelivered: false).review(by: author, stars: 5, text: "", at: now)
        }
    }

    @Test func `an order is reviewed once`() {
        #expect(throws: ReviewRejection.alreadyReviewed) {
            try order(isReviewed: true).review(by: author, stars: 5, text: "", at: now)
        }
    }

    @Test(arguments: [-1, 0, 6]) func `a review gives one to five stars`(stars: Int) {
        #expect(throws: ReviewRejection.reviewInvalid(.stars)) {
            try order().review(by: author, stars: stars, text: "", at: now)
        }
    }

    @Test func `a text has a thousand characters, as people count them`() throws {
        // Two code points, one syllable.
        let syllable = "\u{1112}\u{1161}"
        let longest = String(repeating: syllable, count: 1_000)
        #expect(throws: Never.self) {
            try order().review(by: author, stars: 3, text: longest, at: now)
        }
        #expect(throws: ReviewRejection.reviewInvalid(.text)) {
            try order().review(by: author, stars: 3, text: longest + "a", at: now)
        }
    }

    @Test func `one character that never ends is refused`() {
        let endless = "a" + String(repeating: "\u{301}", count: 6_000)
        #expect(endless.count == 1)
        #expect(throws: ReviewRejection.reviewInvalid(.text)) {
            try order().review(by: author, stars: 3, text: endless, at: now)
        }
    }
}

@Suite struct RatingTests {
    @Test func `a store without reviews has no average`() {
        #expect(Rating().average == nil)
    }

    @Test(arguments: [
        ([5], 50), ([4, 5], 45), ([4, 4, 5], 43), ([4, 5, 5], 47), ([1, 1, 1, 2], 13),
        ([1, 1, 1, 1, 1, 1, 1, 2], 11), ([4, 4, 4, 5], 43),
    ])
    func `the average has one decimal, rounded half up`(stars: [Int], tenths: Int) {
        var rating = Rating()
        for stars in stars { rating.add(stars: stars) }
        #expect(rating.averageTenths == tenths)
        #expect(rating.average == Double(tenths) / 10)
    }

    @Test func `reviews add up to the same rating in any order`() {
        var random = SeededGenerator(seed: 1)
        let stars = (0..<1_000).map { _ in Int.random(in: 1...5, using: &random) }
        var (rating, shuffled) = (Rating(), Rating())
        for stars in stars { rating.add(stars: stars) }
        for stars in stars.shuffled(using: &random) { shuffled.add(stars: stars) }
        #expect(rating == shuffled)
    }
}

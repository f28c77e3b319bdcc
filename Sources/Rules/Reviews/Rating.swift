/// A store's stars, kept as a sum and a count: these add up in any order, an average does not.
public struct Rating: Hashable, Sendable {
    public private(set) var starSum: Int
    public private(set) var reviewCount: Int

    public init(starSum: Int = 0, reviewCount: Int = 0) {
        precondition(
            starSum >= reviewCount * Review.stars.lowerBound
                && starSum <= reviewCount * Review.stars.upperBound,
            "\(reviewCount) reviews gave \(starSum) stars")
        self.starSum = starSum
        self.reviewCount = reviewCount
    }

    public mutating func add(stars: Int) {
        precondition(Review.stars.contains(stars), "\(stars) stars")
        starSum += stars
        reviewCount += 1
    }

    /// The average in tenths of a star, rounded half up: 43 is shown as 4.3. Whole, so that every
    /// phase sorts by the same number. Nil before the first review.
    public var averageTenths: Int? {
        reviewCount == 0 ? nil : (20 * starSum + reviewCount) / (2 * reviewCount)
    }

    public var average: Double? {
        averageTenths.map { Double($0) / 10 }
    }
}

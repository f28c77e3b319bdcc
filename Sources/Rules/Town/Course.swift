import Kernel

/// How an order goes that was paid.
enum Course {
    private static let percentRejected = 1
    private static let percentCancelled = 2
    private static let percentReviewed = 30

    static func fate(
        from placedAt: Moment, _ random: inout some RandomNumberGenerator
    ) -> PlannedOrder.Fate {
        let luck = Int.random(in: 0..<100, using: &random)
        if luck < percentRejected {
            return .rejected(at: later(placedAt, 30...240, &random))
        }
        if luck < percentRejected + percentCancelled {
            return .cancelled(at: later(placedAt, 5...60, &random))
        }
        let acceptedAt = later(placedAt, 10...120, &random)
        let readyAt = later(acceptedAt, 300...900, &random)
        let pickedUpAt = later(readyAt, 10...180, &random)
        let deliveredAt = later(pickedUpAt, 240...780, &random)
        let course = PlannedOrder.Course(
            acceptedAt: acceptedAt, readyAt: readyAt, pickedUpAt: pickedUpAt,
            deliveredAt: deliveredAt)
        guard Int.random(in: 0..<100, using: &random) < percentReviewed else {
            return .delivered(course, nil)
        }
        return .delivered(course, opinion(after: deliveredAt, &random))
    }

    private static func opinion(
        after deliveredAt: Moment, _ random: inout some RandomNumberGenerator
    ) -> PlannedOrder.Opinion {
        let stars = [5, 5, 5, 5, 4, 4, 4, 3, 2, 1][.random(in: 0..<10, using: &random)]
        let texts = Names.opinions[stars - 1]
        return PlannedOrder.Opinion(
            at: later(deliveredAt, 300...1_500, &random), stars: stars,
            text: texts[.random(in: texts.indices, using: &random)])
    }

    private static func later(
        _ moment: Moment, _ seconds: ClosedRange<Int64>, _ random: inout some RandomNumberGenerator
    ) -> Moment {
        moment.advanced(byMilliseconds: .random(in: seconds, using: &random) * 1_000)
    }
}

/// Who has had a coupon of which campaign: one a customer, as long as there are some.
struct Claims {
    private static let percentWhoLook = 12

    private let campaigns: [PlannedCampaign]
    private var left: [Int]
    private var claimed: Set<[Int]> = []

    init(of campaigns: [PlannedCampaign]) {
        self.campaigns = campaigns
        left = campaigns.map(\.stock)
    }

    mutating func claim(
        by customer: Int, for items: Money, _ random: inout some RandomNumberGenerator
    ) -> Int? {
        guard Int.random(in: 0..<100, using: &random) < Self.percentWhoLook else { return nil }
        let found = campaigns.indices.first { campaign in
            left[campaign] > 0 && items >= campaigns[campaign].minimumOrder
                && !claimed.contains([campaign, customer])
        }
        guard let found else { return nil }
        left[found] -= 1
        claimed.insert([found, customer])
        return found
    }
}

public import Kernel

/// What one run says of one day. Facts that come late make another line of that day, in a later run,
/// rounded for itself.
public struct SettlementLine: Equatable, Sendable {
    /// 6.8 %.
    public static let commissionTenThousandths: Int64 = 680

    public let day: Day
    public let sums: DaySums
    public let commission: Money

    /// As it was stored; from sums alone it is made by the rules of today.
    public init(day: Day, sums: DaySums, commission: Money) {
        self.day = day
        self.sums = sums
        self.commission = commission
    }

    public init(day: Day, sums: DaySums) {
        self.init(
            day: day, sums: sums,
            commission: sums.items.share(of: Self.commissionTenThousandths))
    }

    /// What deliveries left in the store's account: customers paid the items less every coupon, and
    /// the platform added its own coupons back.
    public var earned: Money { sums.items - sums.storeCoupons }

    /// Below zero where ads cost more than the day brought.
    public var payout: Money { earned - commission - sums.ads }
}

extension SettlementLine {
    /// What a run must consist of, by the facts that belong to it. The audit holds closed runs
    /// against this, long after they were closed.
    public static func lines(of sums: [Day: DaySums]) -> [SettlementLine] {
        sums.sorted { $0.key < $1.key }.map { SettlementLine(day: $0.key, sums: $0.value) }
    }
}

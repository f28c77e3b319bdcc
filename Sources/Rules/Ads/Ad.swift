public import Kernel

/// A paid place on top of the listing, by whole days as Korea counts them: what is shown and what is
/// charged are the same days, so that no bill needs a clock.
public struct Ad: Equatable, Sendable {
    public static let mostDays = 90
    public static let mostDaysAhead = 90
    /// What a day costs that is bought now; what was bought keeps its price.
    public static let currentPricePerDay = Money(won: 5_000)

    public let id: AdID
    public let storeID: StoreID
    public let days: Range<Day>
    public let pricePerDay: Money

    /// As it was stored; `bought` is how one comes to be.
    public init(id: AdID, storeID: StoreID, days: Range<Day>, pricePerDay: Money) {
        self.id = id
        self.storeID = storeID
        self.days = days
        self.pricePerDay = pricePerDay
    }

    /// From the first day up to, but not including, `until`. `others` are the store's ads that are not
    /// over yet: a store has one place on top, however often it pays.
    public static func bought(
        id: AdID, for store: StoreID, from first: Day, until: Day, on today: Day,
        besides others: some Sequence<Ad>
    ) throws(AdRejection) -> Ad {
        guard first < until, until.daysSince1970 - first.daysSince1970 <= mostDays,
            today <= first, first.daysSince1970 - today.daysSince1970 <= mostDaysAhead
        else { throw .periodInvalid }
        if let other = others.first(where: {
            $0.storeID == store && $0.days.overlaps(first..<until)
        }) {
            throw .overlaps(other.id)
        }
        return Ad(id: id, storeID: store, days: first..<until, pricePerDay: currentPricePerDay)
    }

    /// The day that has begun is paid, and so it is shown to its end. An ad that is stopped before its
    /// first day has no days left and owes nothing.
    public func stopped(on today: Day) throws(AdRejection) -> Ad {
        guard today < days.upperBound else { throw .isOver }
        let end = max(days.lowerBound, min(days.upperBound, today.next))
        return Ad(id: id, storeID: storeID, days: days.lowerBound..<end, pricePerDay: pricePerDay)
    }

    public func isActive(on day: Day) -> Bool { days.contains(day) }

    /// The days that are owed once `day` has begun, from `earlier` on: each of them one fact for the
    /// settlement.
    public func daysOwed(since earlier: Day? = nil, through day: Day) -> [Day] {
        let first = max(days.lowerBound, earlier ?? days.lowerBound)
        let end = min(days.upperBound, day.next)
        guard first < end else { return [] }
        return (first.daysSince1970..<end.daysSince1970).map { Day(daysSince1970: $0) }
    }

    public func owed(through day: Day) -> Money {
        pricePerDay * daysOwed(through: day).count
    }
}

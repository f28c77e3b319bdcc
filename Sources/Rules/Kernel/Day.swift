/// A day as Korea counts it: UTC+9, the whole year round.
public struct Day: Hashable, Sendable {
    public let daysSince1970: Int

    public init(daysSince1970: Int) {
        self.daysSince1970 = daysSince1970
    }

    public init(of moment: Moment) {
        let local = moment.unixMilliseconds + Self.offsetMilliseconds
        let (days, rest) = local.quotientAndRemainder(dividingBy: Self.lengthMilliseconds)
        daysSince1970 = Int(rest < 0 ? days - 1 : days)
    }

    /// Its first moment; its end is the next one's start.
    public var start: Moment {
        Moment(
            unixMilliseconds: Int64(daysSince1970) * Self.lengthMilliseconds
                - Self.offsetMilliseconds)
    }

    public var next: Day { Day(daysSince1970: daysSince1970 + 1) }

    private static let lengthMilliseconds: Int64 = 86_400_000
    private static let offsetMilliseconds: Int64 = 9 * 3_600_000
}

extension Day: Comparable {
    public static func < (left: Day, right: Day) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }
}

import JSON

/// The time of day as RFC 3339 has it, `2026-01-01T00:00:00.123Z`, in UTC.
///
/// Kept by whoever writes many: as long as the second is the same, only three digits change.
struct Timestamp: JSONWritable {
    private var octets = Array("0000-00-00T00:00:00.000Z".utf8)
    private var second: Int64 = -1

    mutating func set(unixMilliseconds: Int64) {
        let (second, millisecond) = unixMilliseconds.quotientAndRemainder(dividingBy: 1_000)
        if second != self.second { set(second: second) }
        write(millisecond, digits: 3, at: 20)
    }

    func write(to json: consuming JSONWriter) {
        json.string(UTF8Span(unchecked: octets.span))
    }

    private mutating func set(second: Int64) {
        self.second = second
        let (days, rest) = second.quotientAndRemainder(dividingBy: 86_400)
        let (year, month, day) = Self.date(daysSince1970: days)
        write(year, digits: 4, at: 0)
        write(month, digits: 2, at: 5)
        write(day, digits: 2, at: 8)
        write(rest / 3_600, digits: 2, at: 11)
        write(rest / 60 % 60, digits: 2, at: 14)
        write(rest % 60, digits: 2, at: 17)
    }

    private mutating func write(_ number: Int64, digits: Int, at start: Int) {
        var rest = number
        for position in (start..<start + digits).reversed() {
            octets[position] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    /// Counted in eras of 400 years, each year beginning in March, so that the leap day is its last.
    private static func date(
        daysSince1970 days: Int64
    ) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * fromMarch + 2) / 5 + 1
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }
}

/// The calendar that both texts below share, counted in eras of 400 years, each year beginning in
/// March, so that the leap day is its last.
private enum Calendar {
    typealias Date = (year: Int, month: Int, day: Int)

    static func date(daysSince1970 days: Int) -> Date {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * fromMarch + 2) / 5 + 1
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }

    /// Nil for a day that no calendar has.
    static func daysSince1970(_ date: Date) -> Int? {
        guard (1...12).contains(date.month), (1...31).contains(date.day) else { return nil }
        let year = date.month <= 2 ? date.year - 1 : date.year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let fromMarch = date.month > 2 ? date.month - 3 : date.month + 9
        let dayOfYear = (153 * fromMarch + 2) / 5 + date.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        return self.date(daysSince1970: days) == date ? days : nil
    }
}

extension Day: CustomStringConvertible {
    /// `2026-11-21`.
    public var description: String {
        let date = Calendar.date(daysSince1970: daysSince1970)
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }

    public init?(_ text: String) {
        var digits = Digits(text)
        guard let year = digits.number(4, then: "-"), let month = digits.number(2, then: "-"),
            let day = digits.number(2, then: nil),
            let days = Calendar.daysSince1970((year, month, day))
        else { return nil }
        self.init(daysSince1970: days)
    }
}

extension Moment: CustomStringConvertible {
    public static let textByteCount = "2026-11-21T12:34:56.789Z".utf8.count

    /// RFC 3339, in UTC: `2026-11-21T12:34:56.789Z`.
    public var description: String {
        String(unsafeUninitializedCapacity: Self.textByteCount) { memory in
            var output = OutputSpan(buffer: memory, initializedCount: 0)
            write(to: &output)
            return output.finalize(for: memory)
        }
    }

    /// Appends the text, for which there must be room.
    public func write(to output: inout OutputSpan<UInt8>) {
        precondition(Self.writable.contains(unixMilliseconds), "a year of four digits")
        var days = Int(unixMilliseconds / 86_400_000)
        var rest = Int(unixMilliseconds % 86_400_000)
        if rest < 0 { (days, rest) = (days - 1, rest + 86_400_000) }
        let date = Calendar.date(daysSince1970: days)
        output.append(date.year, digits: 4, then: "-")
        output.append(date.month, digits: 2, then: "-")
        output.append(date.day, digits: 2, then: "T")
        output.append(rest / 3_600_000, digits: 2, then: ":")
        output.append(rest / 60_000 % 60, digits: 2, then: ":")
        output.append(rest / 1_000 % 60, digits: 2, then: ".")
        output.append(rest % 1_000, digits: 3, then: "Z")
    }

    /// Nil unless `text` is what `description` would say: UTC, with milliseconds.
    public init?(_ text: String) {
        var digits = Digits(text)
        guard let year = digits.number(4, then: "-"), let month = digits.number(2, then: "-"),
            let day = digits.number(2, then: "T"),
            let days = Calendar.daysSince1970((year, month, day)),
            let hour = digits.number(2, then: ":"), hour < 24,
            let minute = digits.number(2, then: ":"), minute < 60,
            let second = digits.number(2, then: "."), second < 60,
            let millisecond = digits.number(3, then: "Z"), digits.areAtEnd
        else { return nil }
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
        self.init(unixMilliseconds: Int64(seconds * 1_000 + millisecond))
    }

    /// The years 0 to 9999.
    private static let writable = Int64(-62_167_219_200_000)...253_402_300_799_999
}

extension OutputSpan<UInt8> {
    /// From the last digit to the first, so that all divisions are by ten.
    fileprivate mutating func append(_ number: Int, digits: Int, then mark: Unicode.Scalar) {
        precondition(freeCapacity > digits, "no room for a number")
        withUnsafeMutableBufferPointer { memory, count in
            var rest = UInt32(number)
            for place in (count..<count + digits).reversed() {
                memory[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            memory[count + digits] = UInt8(ascii: mark)
            count += digits + 1
        }
    }
}

/// Reads digits and the marks between them.
private struct Digits {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var areAtEnd: Bool { rest.isEmpty }

    /// Exactly `count` digits, and `mark` behind them, or nothing when it is nil.
    mutating func number(_ count: Int, then mark: Unicode.Scalar?) -> Int? {
        var number = 0
        for _ in 0..<count {
            guard let byte = rest.popFirst(), (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        guard let mark else { return rest.isEmpty ? number : nil }
        return rest.popFirst() == UInt8(ascii: mark) ? number : nil
    }
}

private func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}

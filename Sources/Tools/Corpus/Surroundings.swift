/// What a scenario finds around it, so that it meets no other, of this run or an earlier one: names
/// of its own, a place of its own on the map, the day.
struct Surroundings: Sendable {
    /// The town is a square of 100 km. Its sixteen times sixteen places lie 6,250 m apart: a rider
    /// looks 5 km around, so what stays within 600 m of its place meets nobody from another.
    static let placesARow = 16
    static let mostScenarios = placesARow * placesARow
    private static let metresApart = 6_250
    private static let metresToTheEdge = 50_000

    private let run: String
    private let firstPlace: Int
    private let given: [String: Value]

    /// `given` goes before what is made here.
    init(
        url: String, given: [String: String], unixMilliseconds: Int64,
        drawingFrom generator: inout some RandomNumberGenerator
    ) {
        let letters = Array("abcdefghjkmnpqrstvwxyz0123456789")
        let start = String(letters[Int.random(in: 0..<20, using: &generator)])
        run = start + String((0..<7).map { _ in letters[Int(generator.next() % 32)] })
        firstPlace = Int.random(in: 0..<Self.mostScenarios, using: &generator)
        var values: [String: Value] = [
            "url": .string(url), "today": .string(Self.koreanDay(unixMilliseconds)),
            "tomorrow": .string(Self.koreanDay(unixMilliseconds + 86_400_000)),
        ]
        for (name, text) in given { values[name] = Value(given: text) }
        self.given = values
    }

    /// The variables of the scenario with this number.
    func variables(ofScenario number: Int) -> [String: Value] {
        let place = (firstPlace + number) % Self.mostScenarios
        let (column, row) = (place % Self.placesARow, place / Self.placesARow)
        let halfway = Self.placesARow / 2
        let variables: [String: Value] = [
            "prefix": .string("\(run)n\(number)"),
            "place_x": .integer(Self.metres(column)),
            "place_y": .integer(Self.metres(row)),
            "away_x": .integer(Self.metres((column + halfway) % Self.placesARow)),
            "away_y": .integer(Self.metres((row + halfway) % Self.placesARow)),
        ]
        return variables.merging(given) { _, given in given }
    }

    private static func metres(_ step: Int) -> Int64 {
        Int64(step * metresApart + metresApart / 2 - metresToTheEdge)
    }

    /// The day by which settlements count, at UTC+9: `2026-11-21`.
    static func koreanDay(_ unixMilliseconds: Int64) -> String {
        let day = (unixMilliseconds + 9 * 3_600_000) / 86_400_000
        // Counted from 1 March of the year 0, so that the leap day is a year's last.
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        let two = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(dayOfMonth))"
    }
}

public import Kernel

/// The town in squares of a kilometre, numbered so that the squares of one column follow each other:
/// an index on the number finds the stores around a place in a few runs.
public enum Neighbourhood {
    static let sideMetres = 1_000

    public static func cell(of place: Place) -> Int {
        number(band(place.x), band(place.y))
    }

    /// The numbers of the squares that reach into the circle, a run a column, none twice.
    public static func cells(within metres: Int, of centre: Place) -> [ClosedRange<Int>] {
        let columns = band(centre.x - metres)...band(centre.x + metres)
        return columns.map { column in
            let left = column * sideMetres + Place.bounds.lowerBound
            let nearest = min(max(centre.x, left), left + sideMetres - 1)
            let across = abs(centre.x - nearest)
            let reach = Int(Double(max(0, metres * metres - across * across)).squareRoot())
            let rows = band(centre.y - reach)...band(centre.y + reach)
            return number(column, rows.lowerBound)...number(column, rows.upperBound)
        }
    }

    /// What lies off the map counts to its edge.
    private static func band(_ coordinate: Int) -> Int {
        let inside = min(max(coordinate, Place.bounds.lowerBound), Place.bounds.upperBound)
        return (inside - Place.bounds.lowerBound) / sideMetres
    }

    private static func number(_ column: Int, _ row: Int) -> Int { column * 1_000 + row }
}

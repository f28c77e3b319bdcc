/// A place on the town map, in metres.
public struct Place: Hashable, Sendable {
    public let x: Int
    public let y: Int

    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }

    /// The map is 100 km square, so that squares of distances stay far from the ends of an integer.
    public static let bounds = -50_000...50_000

    public var isOnTheMap: Bool { Self.bounds.contains(x) && Self.bounds.contains(y) }

    /// As the crow flies. Compare these where only the order counts: no root is taken.
    public func squaredMetres(to other: Place) -> Int {
        let (dx, dy) = (x - other.x, y - other.y)
        return dx * dx + dy * dy
    }

    /// Rounded to whole metres.
    public func metres(to other: Place) -> Int {
        Int(Double(squaredMetres(to: other)).squareRoot().rounded())
    }
}

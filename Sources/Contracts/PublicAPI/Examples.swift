import Kernel

// What several examples have in common.

extension Moment {
    /// 2026-11-21T03:34:56.789Z
    static let example = Moment(unixMilliseconds: 1_795_232_096_789)
}

extension Day {
    static let example = Day(of: .example)
}

extension Place {
    static let example = Place(x: 1_200, y: -340)
}

extension TextLimits {
    /// Of members, stores and items.
    static let name = TextLimits.line(1...60)
}

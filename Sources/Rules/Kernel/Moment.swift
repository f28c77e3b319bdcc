/// A moment of the calendar, to the millisecond: what records and contracts carry.
///
/// Rules read no clock; they are told the moment.
public struct Moment: Hashable, Sendable {
    public let unixMilliseconds: Int64

    @inlinable
    public init(unixMilliseconds: Int64) {
        self.unixMilliseconds = unixMilliseconds
    }

    public func advanced(byMilliseconds amount: Int64) -> Moment {
        Moment(unixMilliseconds: unixMilliseconds + amount)
    }

    /// Below zero when `earlier` is in fact later.
    public func milliseconds(since earlier: Moment) -> Int64 {
        unixMilliseconds - earlier.unixMilliseconds
    }
}

extension Moment: Comparable {
    @inlinable
    public static func < (left: Moment, right: Moment) -> Bool {
        left.unixMilliseconds < right.unixMilliseconds
    }
}

extension TypeID {
    /// When it was made, to the millisecond: an identifier of ours is a UUID of version 7.
    public var madeAt: Moment { Moment(unixMilliseconds: Int64(bits >> 80)) }
}

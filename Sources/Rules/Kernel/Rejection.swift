/// The business says no. A context's rejections are one closed enum, thrown typed.
///
/// A front turns `code` into a status by the table of the public contract, so a code is a promise:
/// clients act on it, whatever phase they talk to.
public protocol Rejection: Error, Equatable {
    /// Stable, for programs: `coupon-sold-out`.
    var code: String { get }
    /// One sentence for people: what was wrong, and what would be right.
    var detail: String { get }
    /// What a program needs to do better: the total that it should have expected.
    var amounts: [(name: String, amount: Money)] { get }
}

extension Rejection {
    public var amounts: [(name: String, amount: Money)] { [] }
}

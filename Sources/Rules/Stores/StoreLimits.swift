public import Kernel

public enum StoreLimits {
    public static let storesAnOwner = 50
    /// Withdrawn items, which old orders still name, do not count.
    public static let itemsAMenu = 500
    public static let nameCharacters = 60
    /// One character can be of any number of bytes, so they have a bound too.
    static let nameBytes = 600

    public static let minimumOrder = Money.zero...Money(won: 1_000_000)
    public static let deliveryFee = Money.zero...Money(won: 100_000)
    public static let price = Money(won: 10)...Money(won: 10_000_000)

    static func check(name: String) throws(StoreRejection) {
        guard let first = name.first, let last = name.last, name.utf8.count <= nameBytes,
            !first.isWhitespace, !last.isWhitespace, name.count <= nameCharacters,
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw .nameInvalid }
    }

    static func check(
        _ amount: Money, within range: ClosedRange<Money>, called name: String
    ) throws(StoreRejection) {
        guard range.contains(amount) else { throw .amountOutOfRange(name, range) }
    }
}

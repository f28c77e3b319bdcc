public import Kernel

/// What a customer wants of one store, within the limits of one delivery.
public struct Cart: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public let itemID: MenuItemID
        public let quantity: Int

        public init(itemID: MenuItemID, quantity: Int) {
            self.itemID = itemID
            self.quantity = quantity
        }
    }

    public static let lineCounts = 1...50
    public static let quantities = 1...99

    public let lines: [Line]

    /// An item has one line, so that a store, a till or a receipt never has to add two up.
    public init(_ lines: [Line]) throws(OrderRejection) {
        guard Self.lineCounts.contains(lines.count) else { throw .cartInvalid(.lineCount) }
        for (number, line) in lines.enumerated() {
            guard Self.quantities.contains(line.quantity) else {
                throw .cartInvalid(.quantity(line.itemID))
            }
            // A cart has few lines: looking through those before is quicker than a set.
            guard !lines[..<number].contains(where: { $0.itemID == line.itemID }) else {
                throw .cartInvalid(.twice(line.itemID))
            }
        }
        self.lines = lines
    }
}

public enum CartFault: Hashable, Sendable {
    case lineCount
    case quantity(MenuItemID)
    case twice(MenuItemID)

    var detail: String {
        switch self {
        case .lineCount:
            "An order has \(Cart.lineCounts.lowerBound) to \(Cart.lineCounts.upperBound) lines."
        case .quantity(let item):
            "\(item) can be ordered \(Cart.quantities.lowerBound) to "
                + "\(Cart.quantities.upperBound) times."
        case .twice(let item): "\(item) has two lines; give it one, with the sum."
        }
    }
}

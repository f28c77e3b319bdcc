public import Kernel

/// One movement of money: what leaves some accounts comes to others, to the won. There is no other
/// way to make an entry, and none to change one.
public struct LedgerEntry: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case topUp = "top-up"
        case capture, refund, delivery, settlement
    }

    public struct Leg: Hashable, Sendable {
        public let account: Account
        /// Above zero it is a debit, below a credit; never zero.
        public let amount: Money

        public init(account: Account, amount: Money) {
            self.account = account
            self.amount = amount
        }
    }

    public static let mostLegs = 8

    public let kind: Kind
    public let orderID: OrderID?
    /// None at all where nothing moved: a coupon paid for the whole order.
    public let legs: [Leg]

    /// As it was stored, if that still is an entry.
    public init(kind: Kind, orderID: OrderID?, legs: [Leg]) throws(LedgerFault) {
        guard legs.count <= Self.mostLegs else { throw .tooManyLegs }
        guard legs.allSatisfy({ $0.amount != .zero }) else { throw .emptyLeg }
        for (position, leg) in legs.enumerated() {
            let isTwice = legs[..<position].contains { $0.account == leg.account }
            guard !isTwice else { throw .accountTwice }
        }
        let difference = legs.reduce(.zero) { $0 + $1.amount }
        guard difference == .zero else { throw .unbalanced(by: difference) }
        self.kind = kind
        self.orderID = orderID
        self.legs = legs
    }

    /// As a movement of ours states it: legs of zero are left out.
    init(_ kind: Kind, of order: OrderID? = nil, debits: [Leg], credits: [Leg]) {
        var legs: [Leg] = []
        legs.reserveCapacity(debits.count + credits.count)
        for leg in debits where leg.amount != .zero { legs.append(leg) }
        for leg in credits where leg.amount != .zero {
            legs.append(Leg(account: leg.account, amount: -leg.amount))
        }
        do {
            try self.init(kind: kind, orderID: order, legs: legs)
        } catch {
            preconditionFailure("a movement \(kind) is no entry: \(error)")
        }
    }
}

/// Why something that was stored is no entry: the ledger is broken.
public enum LedgerFault: Error, Hashable, Sendable {
    case unbalanced(by: Money)
    case accountTwice
    case emptyLeg
    case tooManyLegs
}

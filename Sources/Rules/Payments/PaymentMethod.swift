public import Kernel

/// How a customer pays.
public enum PaymentMethod: Hashable, Sendable {
    case wallet
    /// By the card that the outside provider knows by this name.
    case card(String)

    /// Bytes of a card's name.
    public static let cardNameBytes = 1...64

    /// Whether somebody outside has to be asked, which takes time and may fail.
    public func needsProvider(for amount: Money) -> Bool {
        switch self {
        case .wallet: false
        case .card: amount > .zero
        }
    }

    func account(of member: MemberID) -> Account {
        switch self {
        case .wallet: .wallet(member)
        case .card: .cardProvider
        }
    }
}

// MARK: - As stores and contracts write it: a kind, and the card's name

extension PaymentMethod {
    public enum Kind: String, CaseIterable, Sendable { case wallet, card }

    public var kind: Kind {
        switch self {
        case .wallet: .wallet
        case .card: .card
        }
    }

    public var card: String? {
        switch self {
        case .wallet: nil
        case .card(let name): name
        }
    }

    /// Nil for a wallet with a card, a card without a name, or a name that no card has.
    public init?(kind: String, card: String?) {
        switch (Kind(rawValue: kind), card) {
        case (.wallet, nil): self = .wallet
        case (.card, let name?) where Self.cardNameBytes.contains(name.utf8.count):
            self = .card(name)
        case (.wallet, _), (.card, _), (nil, _): return nil
        }
    }
}

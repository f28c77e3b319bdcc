public import Kernel

/// Who may call an endpoint. The front asks for a token and a role before any handler runs; whose
/// thing it is, only the context knows that owns it, and its handler asks.
public enum Access: Hashable, Sendable {
    /// Without a token.
    case anyone
    case members(Set<Role>, Ownership)

    public var roles: Set<Role> {
        switch self {
        case .anyone: []
        case .members(let roles, _): roles
        }
    }

    static func all(_ ownership: Ownership) -> Access {
        .members(Set(Role.allCases), ownership)
    }

    static func only(_ role: Role, _ ownership: Ownership) -> Access {
        .members([role], ownership)
    }
}

/// Which of the members with the right role may have what the path names.
public enum Ownership: String, CaseIterable, Sendable {
    /// All of them: nothing in the path is anybody's.
    case everyone
    /// The path says "me": the token is the only name in it.
    case own
    /// Who owns the store that the path names, or the store of the order or ad that it names.
    case storeOwner = "store-owner"
    /// Who placed the order.
    case orderCustomer = "order-customer"
    /// Who placed the order, and who owns the store it was placed at.
    case orderParty = "order-party"
    /// The rider to whom the delivery was assigned.
    case assignedRider = "assigned-rider"
}

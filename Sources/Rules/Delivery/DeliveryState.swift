public import Kernel

/// Where the delivery of an accepted order stands, and with whom.
public enum DeliveryState: Hashable, Sendable {
    case waiting
    case assigned(MemberID)
    case pickedUp(MemberID)
    case completed(MemberID)
    case failed(DeliveryFailure)
}

public enum DeliveryFailure: Hashable, Sendable {
    /// Nobody was near within the limit.
    case noRider
    /// The rider could not pick it up, or not bring it.
    case byRider(MemberID)
}

extension DeliveryState {
    public var riderID: MemberID? {
        switch self {
        case .waiting, .failed(.noRider): nil
        case .assigned(let rider), .pickedUp(let rider), .completed(let rider),
            .failed(.byRider(let rider)):
            rider
        }
    }

    public var isFinal: Bool {
        switch self {
        case .waiting, .assigned, .pickedUp: false
        case .completed, .failed: true
        }
    }

    public func isVisible(to member: MemberID) -> Bool { member == riderID }
}

// MARK: - As stores and contracts write it: a name, and the rider

extension DeliveryState {
    public enum Name: String, CaseIterable, Sendable {
        case waiting, assigned, pickedUp, completed, failed
    }

    public var name: Name {
        switch self {
        case .waiting: .waiting
        case .assigned: .assigned
        case .pickedUp: .pickedUp
        case .completed: .completed
        case .failed: .failed
        }
    }

    /// Nil for a name and a rider that do not go together. A delivery that failed without a rider
    /// found none.
    public init?(name: String, riderID: MemberID?) {
        switch (Name(rawValue: name), riderID) {
        case (.waiting, nil): self = .waiting
        case (.assigned, let rider?): self = .assigned(rider)
        case (.pickedUp, let rider?): self = .pickedUp(rider)
        case (.completed, let rider?): self = .completed(rider)
        case (.failed, nil): self = .failed(.noRider)
        case (.failed, let rider?): self = .failed(.byRider(rider))
        case (.waiting, _), (.assigned, _), (.pickedUp, _), (.completed, _), (nil, _): return nil
        }
    }
}

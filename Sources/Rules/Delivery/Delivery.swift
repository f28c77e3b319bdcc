public import Kernel

/// From a store to a customer. A move happens, or is refused and changes nothing.
public struct Delivery: Hashable, Sendable {
    public let pickup: Place
    public let destination: Place
    public let acceptedAt: Moment
    public private(set) var state: DeliveryState

    /// As it was stored, or, waiting, as an accepted order starts it.
    public init(
        pickup: Place, destination: Place, acceptedAt: Moment, state: DeliveryState = .waiting
    ) {
        self.pickup = pickup
        self.destination = destination
        self.acceptedAt = acceptedAt
        self.state = state
    }
}

// MARK: - What dispatch does

extension Delivery {
    public mutating func assign(to rider: MemberID) throws(DeliveryRejection) {
        switch state {
        case .waiting: state = .assigned(rider)
        case .assigned, .pickedUp, .completed, .failed:
            throw .invalidTransition(from: state.name, to: .assigned)
        }
    }

    /// Answers whether the delivery has failed by that, which it does only while nobody has it.
    public mutating func giveUp(at now: Moment, within limit: DispatchLimit) -> Bool {
        guard state == .waiting, now >= limit.deadline(for: acceptedAt) else { return false }
        state = .failed(.noRider)
        return true
    }
}

/// How long an accepted order waits for a rider before it is cancelled.
public struct DispatchLimit: Hashable, Sendable {
    public static let waitsMilliseconds: ClosedRange<Int64> = 1...86_400_000
    public static let standard = DispatchLimit(waitMilliseconds: 180_000)

    public let waitMilliseconds: Int64

    public init(waitMilliseconds: Int64) {
        precondition(
            Self.waitsMilliseconds.contains(waitMilliseconds), "a wait of \(waitMilliseconds) ms")
        self.waitMilliseconds = waitMilliseconds
    }

    public func deadline(for acceptedAt: Moment) -> Moment {
        acceptedAt.advanced(byMilliseconds: waitMilliseconds)
    }
}

// MARK: - What its rider does

extension Delivery {
    public mutating func pickUp(
        by member: MemberID, isFoodReady: Bool
    ) throws(DeliveryRejection) {
        guard member == state.riderID else { throw .forbidden }
        switch state {
        case .assigned(let rider):
            guard isFoodReady else { throw .foodNotReady }
            state = .pickedUp(rider)
        case .waiting, .pickedUp, .completed, .failed:
            throw .invalidTransition(from: state.name, to: .pickedUp)
        }
    }

    public mutating func complete(by member: MemberID) throws(DeliveryRejection) {
        guard member == state.riderID else { throw .forbidden }
        switch state {
        case .pickedUp(let rider): state = .completed(rider)
        case .waiting, .assigned, .completed, .failed:
            throw .invalidTransition(from: state.name, to: .completed)
        }
    }

    public mutating func fail(by member: MemberID) throws(DeliveryRejection) {
        guard member == state.riderID else { throw .forbidden }
        switch state {
        case .assigned(let rider), .pickedUp(let rider): state = .failed(.byRider(rider))
        case .waiting, .completed, .failed:
            throw .invalidTransition(from: state.name, to: .failed)
        }
    }
}

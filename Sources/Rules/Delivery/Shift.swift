public import Kernel

/// What a rider is doing.
public enum Shift: Hashable, Sendable {
    case off
    case idle(at: Place, since: Moment)
    /// Underway with one delivery: nobody carries two.
    case busy(DeliveryID)

    public var isOn: Bool {
        switch self {
        case .off: false
        case .idle, .busy: true
        }
    }

    /// Goes on shift, or tells from where else the rider waits now: that keeps the place in the queue.
    /// While underway it changes nothing.
    public mutating func goOn(at place: Place, now: Moment) {
        switch self {
        case .off: self = .idle(at: place, since: now)
        case .idle(_, let since): self = .idle(at: place, since: since)
        case .busy: break
        }
    }

    /// A meal underway is brought first.
    public mutating func goOff() throws(DeliveryRejection) {
        switch self {
        case .off, .idle: self = .off
        case .busy: throw .deliveryUnderway
        }
    }

    /// Answers whether the rider was there to take it: two orders may look for one at a time.
    public mutating func take(_ delivery: DeliveryID) -> Bool {
        switch self {
        case .idle: self = .busy(delivery)
        case .off, .busy: return false
        }
        return true
    }

    /// Free again, where the delivery ended. Answers whether the rider was underway with it.
    public mutating func finish(_ delivery: DeliveryID, at place: Place, now: Moment) -> Bool {
        guard self == .busy(delivery) else { return false }
        self = .idle(at: place, since: now)
        return true
    }
}

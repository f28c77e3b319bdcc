import Kernel

/// Whose turn it is.
public enum Awaited: String, CaseIterable, Sendable {
    case owner, rider
    /// Of payments or of pushes.
    case provider
}

/// Whether an order goes on: nothing may stand still that only our own machinery could move.
enum OrderProgress: Equatable {
    case settled
    case waits(Awaited)
    case stuck(String)
}

extension OrderFacts {
    /// A part may be late by `graceMilliseconds` before we call it stuck.
    func progress(at now: Moment, graceMilliseconds: Int64) -> OrderProgress {
        switch (state, delivery) {
        case (.pending, nil):
            payment.unanswered != nil ? .waits(.provider) : .stuck("nobody decides it")
        case (.paid, nil):
            .waits(.owner)
        case (.accepted, .waiting(let end)), (.ready, .waiting(let end)):
            now.milliseconds(since: end) <= graceMilliseconds
                ? .waits(.rider) : .stuck("the search for a rider did not end at \(end)")
        case (.accepted, .assigned):
            .waits(.owner)
        case (.ready, .assigned), (.pickedUp, .pickedUp):
            .waits(.rider)
        case (.delivered, .completed), (.rejected, nil), (.cancelled, nil), (.cancelled, .failed):
            isInTheHandsOfAProvider ? .waits(.provider) : .settled
        case (.pending, _), (.paid, _), (.accepted, _), (.ready, _), (.pickedUp, _),
            (.delivered, _), (.rejected, _), (.cancelled, _):
            .stuck("the order is \(state.name), its delivery \(delivery?.name ?? "missing")")
        }
    }

    private var isInTheHandsOfAProvider: Bool {
        payment.unanswered != nil || invitation.confirmedCount < invitation.recordedCount
    }
}

extension OrderFacts.State {
    var name: String {
        switch self {
        case .pending: "pending"
        case .paid: "paid"
        case .accepted: "accepted"
        case .ready: "ready"
        case .pickedUp: "picked up"
        case .delivered: "delivered"
        case .rejected: "rejected"
        case .cancelled: "cancelled"
        }
    }
}

extension DeliveryFacts {
    var name: String {
        switch self {
        case .waiting: "waiting"
        case .assigned: "assigned"
        case .pickedUp: "picked up"
        case .completed: "completed"
        case .failed: "failed"
        }
    }
}

import Kernel
import TownRules

/// All that happens in a day, in the order of time: what is one order's life in the plan lies between
/// everybody else's here.
struct Schedule: Sendable {
    enum Step: Sendable {
        case place, cancel, reject, accept, markReady, pickUp, complete
        case review(PlannedOrder.Opinion)
    }

    struct Event: Sendable {
        let at: Moment
        let order: Int
        let step: Step

        var isPlacing: Bool {
            if case .place = step { true } else { false }
        }
    }

    let events: [Event]

    init(of orders: [PlannedOrder]) {
        var events: [Event] = []
        events.reserveCapacity(7 * orders.count)
        for (number, order) in orders.enumerated() {
            func add(_ step: Step, _ at: Moment) {
                events.append(Event(at: at, order: number, step: step))
            }
            add(.place, order.placedAt)
            switch order.fate {
            case .declined: break
            case .cancelled(let at): add(.cancel, at)
            case .rejected(let at): add(.reject, at)
            case .delivered(let course, let opinion):
                add(.accept, course.acceptedAt)
                add(.markReady, course.readyAt)
                add(.pickUp, course.pickedUpAt)
                add(.complete, course.deliveredAt)
                if let opinion { add(.review(opinion), opinion.at) }
            }
        }
        // What happens to one order happens at different moments.
        self.events = events.sorted { ($0.at, $0.order) < ($1.at, $1.order) }
    }
}

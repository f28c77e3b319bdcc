import DeliveryRules
import Kernel
import PublicAPI

extension DeliveryView {
    init(_ record: DeliveryRecord, storeName: String, changedAt: Moment) {
        self.init(
            id: record.id, orderID: record.id.order, state: State(record.delivery.state.name),
            storeName: storeName, from: record.delivery.pickup, to: record.delivery.destination,
            fee: record.fee, changedAt: changedAt)
    }
}

extension DeliveryView.State {
    fileprivate init(_ name: DeliveryState.Name) {
        switch name {
        case .waiting: self = .waiting
        case .assigned: self = .assigned
        case .pickedUp: self = .pickedUp
        case .completed: self = .completed
        case .failed: self = .failed
        }
    }
}

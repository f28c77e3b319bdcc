public import Kernel

public enum DeliveryRejection: Rejection {
    case forbidden
    case foodNotReady
    case deliveryUnderway
    case invalidTransition(from: DeliveryState.Name, to: DeliveryState.Name)

    public var code: String {
        switch self {
        case .forbidden: "forbidden"
        case .foodNotReady: "food-not-ready"
        case .deliveryUnderway: "delivery-underway"
        case .invalidTransition: "invalid-transition"
        }
    }

    public var detail: String {
        switch self {
        case .forbidden: "Only the rider of the delivery may do this."
        case .foodNotReady: "The store has not said yet that the food is ready."
        case .deliveryUnderway: "Bring what is underway first; then the shift can end."
        case .invalidTransition(let state, let next):
            "A delivery that is \(state.rawValue) does not become \(next.rawValue)."
        }
    }
}

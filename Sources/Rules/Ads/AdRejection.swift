public import Kernel

public enum AdRejection: Rejection {
    case periodInvalid
    case overlaps(AdID)
    case isOver

    public var code: String {
        switch self {
        case .periodInvalid: "ad-period-invalid"
        case .overlaps: "ad-overlaps"
        case .isOver: "ad-over"
        }
    }

    public var detail: String {
        switch self {
        case .periodInvalid:
            "An ad runs 1 to \(Ad.mostDays) whole days, from today or one of the "
                + "\(Ad.mostDaysAhead) days after it."
        case .overlaps(let other): "The store has an ad in this time already: \(other)."
        case .isOver: "This ad has run to its end."
        }
    }
}

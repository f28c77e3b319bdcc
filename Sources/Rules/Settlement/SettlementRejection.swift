public import Kernel

public enum SettlementRejection: Rejection {
    case dayNotBegun
    case nothingToSettle
    case tooManyDays

    public var code: String {
        switch self {
        case .dayNotBegun: "day-not-begun"
        case .nothingToSettle: "nothing-to-settle"
        case .tooManyDays: "too-many-days"
        }
    }

    public var detail: String {
        switch self {
        case .dayNotBegun: "A run goes through today or a day before it, as Korea counts days."
        case .nothingToSettle: "All that the store earned and owes through this day is settled."
        case .tooManyDays:
            "A run takes at most \(SettlementRun.mostDays) days; go through an earlier day first."
        }
    }
}

/// What people do on the way of one order, in its order: the same in every phase.
enum Step: String, CaseIterable, Sendable {
    case logIn = "log-in"
    case openStore = "open-store"
    case goOnShift = "go-on-shift"
    case search
    case claimCoupon = "claim-coupon"
    case topUp = "top-up"
    case placeOrder = "place-order"
    case accept
    case markReady = "mark-ready"
    case pickUp = "pick-up"
    case deliver
    case push
    case review
    case settle
    case audit

    var title: String {
        switch self {
        case .logIn: "A customer, a store's owner and a rider register and log in"
        case .openStore: "The owner opens a store with a menu"
        case .goOnShift: "The rider goes on shift, near the store"
        case .search: "The customer looks for 치킨 nearby"
        case .claimCoupon: "The customer claims a coupon, first come, first served"
        case .topUp: "The customer tops up the wallet"
        case .placeOrder: "The customer orders with the coupon, and pays from the wallet"
        case .accept: "The owner accepts, and a rider is found"
        case .markReady: "The food is ready"
        case .pickUp: "The rider picks it up"
        case .deliver: "The rider brings it to the door"
        case .push: "The customer's phone asks: how was it?"
        case .review: "The customer writes a review"
        case .settle: "The operator settles the store's day"
        case .audit: "The auditor looks at everything, two seconds after the last change"
        }
    }

    /// From 1.
    var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}

import CouponsRules
import DeliveryRules
import Kernel
import NotificationsRules
import OrdersRules
import PaymentsRules
import ReviewsRules

/// The whole business in memory, built on nothing but the rules: one step at a time, drawn by lot, so
/// that what each order demands is done late, and between what others do.
struct Business {
    static let customers = (1...4).map { MemberID(bits: $0) }
    static let riders = (5...6).map { MemberID(bits: $0) }
    static let owner = MemberID(bits: 7)
    static let item = OrderableItem(
        id: MenuItemID(bits: 1), name: "떡볶이", price: Money(won: 4_500), isSoldOut: false)
    static let store = OrderableStore(
        id: StoreID(bits: 1), ownerID: owner, name: "신당동", place: Place(x: 0, y: 0),
        isOpen: true, minimumOrder: .zero, deliveryFee: Money(won: 2_000))

    var random: SeededGenerator
    var now = Moment(unixMilliseconds: 0)
    var campaigns: [Campaign]
    var coupons: [Coupon] = []
    var wallets = [MemberID: Wallet](uniqueKeysWithValues: customers.map { ($0, Wallet()) })
    var shifts = [MemberID: Shift](uniqueKeysWithValues: riders.map { ($0, .off) })
    var orders: [PlacedOrder] = []
    private var sums: [Account: Money] = [:]
    var pushes: [Push] = []
    var rating = Rating()

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        campaigns = try [CouponTerms.Funder.platform, .store(Self.store.id)].enumerated().map {
            number, funder in
            try Campaign(
                opening: CampaignID(bits: UInt128(number)),
                on: CouponTerms(
                    discount: Money(won: 7_000), minimumOrder: Money(won: 9_000),
                    funder: funder, startsAt: Moment(unixMilliseconds: 100),
                    endsAt: Moment(unixMilliseconds: 20_000)),
                stock: 3)
        }
    }

    mutating func record(_ entry: LedgerEntry) {
        for leg in entry.legs { sums[leg.account, default: .zero] += leg.amount }
    }

    func balance(of account: Account) -> Money {
        account.balance(ofSum: sums[account] ?? .zero)
    }

    /// Something happens; if the rules refuse it, nothing does.
    mutating func step() {
        now = now.advanced(byMilliseconds: .random(in: 1...100, using: &random))
        let customer = Self.customers.randomElement(using: &random) ?? Self.owner
        let index = orders.indices.randomElement(using: &random)
        switch Int.random(in: 0..<20, using: &random) {
        case 0: topUp(customer)
        case 1: claim(by: customer)
        case 2: place(by: customer)
        case 3: changeShift()
        case let lot:
            guard let index else { return }
            act(lot, on: index, as: customer)
        }
    }

    private mutating func act(_ lot: Int, on index: Int, as customer: MemberID) {
        let rider = orders[index].delivery?.state.riderID ?? Self.riders[0]
        switch lot {
        case 4: move(index) { order throws(OrderRejection) in try order.cancel(by: customer) }
        case 5: move(index) { order throws(OrderRejection) in try order.accept(by: Self.owner) }
        case 6 where Bool.random(using: &random):
            move(index) { order throws(OrderRejection) in try order.reject(by: Self.owner) }
        case 7:
            move(index) { order throws(OrderRejection) in
                try order.markReady(by: Self.owner)
                return []
            }
        case 8: pickUp(index, by: rider)
        case 9: endDelivery(index, by: rider, isBrought: true)
        case 10 where Bool.random(using: &random):
            endDelivery(index, by: rider, isBrought: false)
        case 11: review(index, by: customer)
        default: doNext(of: index)
        }
    }

    /// Whoever has something to do does it, until every order has come to its end.
    mutating func finish() {
        for rider in Self.riders where shifts[rider] == .off {
            shifts[rider] = .idle(at: Self.store.place, since: now)
        }
        while let index = orders.indices.first(where: {
            !orders[$0].order.state.isFinal || !orders[$0].toDo.isEmpty
        }) {
            for lot in [5, 7, 8, 9, 12] { act(lot, on: index, as: orders[index].order.customerID) }
            now = now.advanced(byMilliseconds: 100)
        }
    }

    /// Moves an order, notes what that demands and tells who is to be told.
    mutating func move(
        _ index: Int, _ move: (inout Order) throws(OrderRejection) -> [Consequence]
    ) {
        let before = orders[index].order
        do throws(OrderRejection) {
            orders[index].toDo += try move(&orders[index].order)
        } catch {
            return
        }
        if orders[index].order.state != before.state, let event = orders[index].news {
            tell(event, of: index)
        }
    }

    mutating func tell(_ event: OrderNews.Event, of index: Int) {
        let order = orders[index].order
        pushes.append(
            OrderNews(
                orderID: orders[index].id, customerID: order.customerID, ownerID: order.ownerID,
                event: event
            ).push)
    }
}

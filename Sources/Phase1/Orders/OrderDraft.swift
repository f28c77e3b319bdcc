import CouponsRules
import Kernel
import OrdersRules
import PaymentsRules
import PublicAPI
import Storage

/// An order on its way into the books: what the customer wants, and the identifier it will have.
struct OrderDraft: Sendable {
    let id: OrderID
    let member: MemberID
    let store: StoreID
    let cart: Cart
    let destination: Place
    let coupon: CouponID?
    let method: PaymentsRules.PaymentMethod
    let expectedTotal: Money

    /// When the reconciler is to ask about a charge that the request itself has brought no answer for.
    static let askAfterMilliseconds: Int64 = 5_000

    init(_ form: OrderForm, by member: MemberID, as id: OrderID) throws {
        self.id = id
        self.member = member
        store = form.storeID
        cart = try Cart(
            form.lines.map { Cart.Line(itemID: $0.itemID, quantity: $0.quantity) })
        destination = form.place
        coupon = form.couponID
        method =
            switch form.payment {
            case .wallet: .wallet
            case .card(let card): .card(card)
            }
        expectedTotal = form.expectedTotal
    }

    /// An order by wallet is settled as it is placed, so its row tells for ever what was answered. The
    /// answer of one by card depends on when the provider spoke (ADR 0018).
    var tellsItsAnswer: Bool { method == .wallet }

    /// Check, price, redeem the coupon, charge the wallet, insert, queue the push: in a monolith all
    /// of it is one transaction, kept whole or not at all. Only a card must be charged outside: the
    /// attempt is on record then, and the order pending.
    func place(
        from menus: OrderableMenus, on occasion: Occasion, in transaction: Transaction
    ) throws -> PlacedOrder {
        guard let (store, items) = try menus.find(self.store, cart, in: transaction) else {
            throw Refusal(.storeNotFound)
        }
        let priced = try store.price(cart, from: items, expecting: expectedTotal)

        var order = Order(placedBy: member, atStoreOf: store.ownerID, with: coupon)
        let discount = try redeem(for: &order, of: priced, at: occasion.now, in: transaction)
        let payment = try pay(
            priced.payable(after: discount), for: &order, at: occasion.now, in: transaction)

        let record = OrderRecord(
            id: id, store: store.id, order: order, itemsTotal: priced.itemsTotal,
            deliveryFee: priced.deliveryFee, discount: discount, method: method,
            place: destination, changedAt: occasion.now)
        let placed = PlacedOrder(
            record: record, lines: OrderLines(priced: priced.lines), payment: payment)
        try placed.insert(on: occasion, in: transaction)
        return placed
    }

    private func redeem(
        for order: inout Order, of priced: PricedOrder, at now: Moment, in reader: Reader
    ) throws -> Discount? {
        guard let coupon else { return nil }
        let wanted = OrderToDiscount(
            id: id, memberID: member, storeID: store, itemsTotal: priced.itemsTotal)
        switch try Coupons.discount(of: coupon, for: wanted, at: now, in: reader) {
        case .success(let discount):
            _ = try order.couponRedeemed()
            return discount
        case .failure:
            _ = try order.couponRefused()
            return nil
        }
    }

    /// Nil where there is nothing to pay any more: the coupon was refused.
    private func pay(
        _ amount: Money, for order: inout Order, at now: Moment, in transaction: Transaction
    ) throws -> PaymentRecord? {
        guard !order.state.isSettled else { return nil }
        var payment = PaymentRecord(
            order: id, method: method, amount: amount, state: .requested,
            askAt: now.advanced(byMilliseconds: Self.askAfterMilliseconds))
        guard !method.needsProvider(for: amount) else { return payment }
        payment.askAt = nil
        let decision = try Wallets.charge(member, amount, in: transaction)
        _ = try payment.state.follow(decision)
        _ = try decision == .pay ? order.paymentCaptured() : order.paymentDeclined()
        return payment
    }
}

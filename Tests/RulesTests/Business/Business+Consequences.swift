import CouponsRules
import DeliveryRules
import Kernel
import NotificationsRules
import OrdersRules
import PaymentsRules

/// What orders demand, done one at a time; at times twice, since a message may come twice.
extension Business {
    mutating func doNext(of index: Int) {
        guard let next = orders[index].toDo.first else { return }
        orders[index].toDo.removeFirst()
        if next.mayComeTwice, Bool.random(using: &random) { orders[index].toDo.append(next) }
        switch next {
        case .redeem(let coupon): redeem(coupon, for: index)
        case .takePayment: takePayment(for: index)
        case .refundInFull: refund(index)
        case .restore(let coupon):
            for at in coupons.indices where coupons[at].id == coupon {
                _ = coupons[at].restore(from: orders[index].id)
            }
        case .findRider: findRider(for: index)
        case .payOut:
            let rider = orders[index].delivery?.state.riderID ?? Self.owner
            record(
                .delivery(
                    of: orders[index].id, sums: orders[index].sums, to: Self.store.id, by: rider))
        }
    }

    private mutating func redeem(_ id: CouponID, for index: Int) {
        let placed = orders[index]
        let asked = OrderToDiscount(
            id: placed.id, memberID: placed.order.customerID, storeID: Self.store.id,
            itemsTotal: placed.priced.itemsTotal)
        do {
            guard let at = coupons.firstIndex(where: { $0.id == id }) else {
                throw RedemptionRefusal.unknown
            }
            let discount = try coupons[at].redeem(for: asked, at: now)
            orders[index].discount = Discount(
                amount: discount.amount, funder: discount.funder == .platform ? .platform : .store)
            move(index) { order throws(OrderRejection) in try order.couponRedeemed() }
        } catch {
            move(index) { order throws(OrderRejection) in try order.couponRefused() }
        }
    }

    private mutating func takePayment(for index: Int) {
        let placed = orders[index]
        let customer = placed.order.customerID
        let decision: ChargeDecision
        if placed.method.needsProvider(for: placed.payable) {
            let answer = ProviderAnswer.allCases.randomElement(using: &random) ?? .nothing
            decision = answer.decision(
                at: now, chargedAt: placed.placedAt,
                within: ReconcileLimit(waitMilliseconds: 1_000))
        } else if placed.method == .wallet {
            decision = wallets[customer]?.charge(placed.payable) ?? .cancelDeclined
        } else {
            decision = .pay
        }
        let isNews = try? orders[index].payment.follow(decision)
        switch decision {
        case .askAgain, .void: orders[index].toDo.append(.takePayment)
        case .pay where isNews == true:
            record(
                .capture(
                    for: placed.id, from: customer, by: placed.method, amount: placed.payable))
            move(index) { order throws(OrderRejection) in try order.paymentCaptured() }
        case .cancelDeclined where isNews == true:
            move(index) { order throws(OrderRejection) in try order.paymentDeclined() }
        case .cancelVoided where isNews == true:
            move(index) { order throws(OrderRejection) in try order.paymentVoided() }
        case .pay, .cancelDeclined, .cancelVoided: break
        }
    }

    private mutating func refund(_ index: Int) {
        guard (try? orders[index].payment.refund()) == true else { return }
        let placed = orders[index]
        let customer = placed.order.customerID
        if placed.method == .wallet { wallets[customer]?.refund(placed.payable) }
        record(
            .refund(for: placed.id, to: customer, by: placed.method, amount: placed.payable))
    }

    private mutating func findRider(for index: Int) {
        var delivery =
            orders[index].delivery
            ?? Delivery(
                pickup: Self.store.place, destination: Place(x: 500, y: 500), acceptedAt: now)
        let idle = shifts.compactMap { id, shift -> Dispatch.IdleRider? in
            guard case .idle(let place, let since) = shift else { return nil }
            return Dispatch.IdleRider(id: id, place: place, idleSince: since)
        }
        let rider = Dispatch.rider(forPickupAt: delivery.pickup, among: idle)
        if let rider, (try? delivery.assign(to: rider.id)) != nil {
            _ = shifts[rider.id]?.take(orders[index].deliveryID)
            tell(.riderAssigned(rider.id), of: index)
        } else if delivery.giveUp(at: now, within: DispatchLimit(waitMilliseconds: 2_000)) {
            move(index) { order throws(OrderRejection) in
                try order.deliveryFailed(hadRider: false)
            }
        } else {
            orders[index].toDo.append(.findRider)
        }
        orders[index].delivery = delivery
    }
}

extension Consequence {
    /// What the rules themselves do once only, however often and late they are asked.
    fileprivate var mayComeTwice: Bool {
        switch self {
        case .refundInFull, .restore: true
        case .redeem, .takePayment, .findRider, .payOut: false
        }
    }
}

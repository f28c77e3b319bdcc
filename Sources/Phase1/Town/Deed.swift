import DeliveryRules
import Kernel
import OrdersRules
import PaymentsRules
import ProviderAPI
import PublicAPI
import Storage

/// One thing that somebody did at some moment of the day, with all that it takes to do it (again): a
/// transaction may run twice.
struct Deed: Sendable {
    enum Act: Sendable {
        case place(Placing)
        /// What the provider said when the card was charged.
        case settle(OrderID, ProviderAnswer)
        case cancel(OrderID, by: MemberID)
        case reject(OrderID, by: MemberID)
        case accept(OrderID, by: MemberID)
        case markReady(OrderID, by: MemberID)
        case pickUp(DeliveryID)
        case complete(DeliveryID)
        case review(ReviewID, OrderID, by: MemberID, stars: Int, text: String)
    }

    struct Placing: Sendable {
        let draft: OrderDraft
        /// The coupon is claimed just before.
        let campaign: CampaignID?
        /// Nil for a wallet.
        let charge: ChargeContent?
    }

    let occasion: Occasion
    var act: Act

    /// Of an order that is paid by card.
    var charge: (OrderID, ChargeContent)? {
        guard case .place(let placing) = act, let charge = placing.charge else { return nil }
        return (placing.draft.id, charge)
    }

    /// Throws a rejection where the day has taken another turn, and has changed nothing then.
    func happen(
        under policy: Policy, with menus: OrderableMenus, in transaction: Transaction
    ) throws {
        switch act {
        case .place(let placing): try place(placing, from: menus, in: transaction)
        case .settle(let order, let answer):
            let decision = answer.decision(
                at: occasion.now, chargedAt: order.madeAt, within: policy.reconcileLimit)
            try Payments.settle(order, by: decision, on: occasion, in: transaction)
        case .cancel(let order, let member):
            try move(order, in: transaction) { try $0.cancel(by: member) }
        case .reject(let order, let member):
            try move(order, in: transaction) { try $0.reject(by: member) }
        case .accept(let order, let member):
            try move(order, in: transaction) { try $0.accept(by: member) }
        case .markReady(let order, let member):
            try move(order, in: transaction) { order in
                try order.markReady(by: member)
                return []
            }
        case .pickUp(let delivery): try pickUp(delivery, under: policy, in: transaction)
        case .complete(let delivery):
            var record = try find(delivery, in: transaction)
            guard let rider = record.delivery.state.riderID else { throw Refusal(.forbidden) }
            try record.complete(by: rider, on: occasion, in: transaction)
        case .review(let id, let order, let member, let stars, let text):
            _ = try ReviewRecord.written(
                id, of: order, by: member, stars: stars, text: text, in: transaction)
        }
    }

    private func move(
        _ order: OrderID, in transaction: Transaction,
        by move: (inout Order) throws -> [Consequence]
    ) throws {
        try Orders.move(order, on: occasion, in: transaction, by: move)
    }

    private func find(_ id: DeliveryID, in reader: Reader) throws -> DeliveryRecord {
        guard let record = try DeliveryRecord.find(id, in: reader) else {
            throw Refusal(.deliveryNotFound)
        }
        return record
    }

    private func place(
        _ placing: Placing, from menus: OrderableMenus, in transaction: Transaction
    ) throws {
        let draft = placing.draft
        if let campaign = placing.campaign, let coupon = draft.coupon {
            _ = try Coupons.claim(
                coupon, of: campaign, by: draft.member, at: occasion.now, in: transaction)
        }
        _ = try draft.place(from: menus, on: occasion, in: transaction)
    }

    /// A meal that nobody has come for by now is given up.
    private func pickUp(
        _ id: DeliveryID, under policy: Policy, in transaction: Transaction
    ) throws {
        var record = try find(id, in: transaction)
        if let rider = record.delivery.state.riderID {
            try record.pickUp(by: rider, on: occasion, in: transaction)
        } else {
            try record.giveUp(on: occasion, within: policy.dispatchLimit, in: transaction)
        }
    }
}

import Kernel

/// What is wrong with an order by each invariant: one sentence, or nil.
extension OrderFacts {
    var moneyFault: String? {
        let open = payment.unanswered ?? PaymentFacts.Flow()
        let kept = payment.recorded.captured - payment.recorded.refunded - open.refunded
        if state == .pending {
            // Until it is decided the charge may be there or not; how long, `progress` judges.
            guard kept == .zero || kept == price.total else {
                return "the customer paid \(kept) of \(price.total)"
            }
        } else {
            let due = isStanding ? price.total : .zero
            guard kept == due else {
                return "the customer paid \(kept), by the order's state it is \(due)"
            }
            guard open.captured == .zero else {
                return "it was decided before its charge was answered"
            }
        }
        return payment.disagreement ?? heldFault
    }

    private var heldFault: String? {
        let held = isDelivered ? .zero : payment.ledger.captured - payment.ledger.refunded
        if payment.ledgerHeld == held { return nil }
        return "the ledger holds \(payment.ledgerHeld) for it instead of \(held)"
    }

    var couponFault: String? {
        guard let coupon else { return nil }
        // The coupon comes before the money, so one may be missing only where nobody was asked to pay.
        if state == .pending, payment.unanswered == nil { return nil }
        guard (coupon.redeemedBy == id) != isStanding else { return nil }
        guard isStanding else { return "\(coupon.id) was not given back" }
        let redeemer = coupon.redeemedBy?.description ?? "none"
        return "it stands with \(coupon.id), which was redeemed by \(redeemer)"
    }

    var reviewFault: String? {
        let (due, most) = isDelivered ? (1, 1) : (0, 0)
        if invitation.recordedCount != due {
            return "\(invitation.recordedCount) invitations to review it, not \(due)"
        }
        if invitation.loggedCount < invitation.confirmedCount
            || invitation.loggedCount > invitation.recordedCount
        {
            return "the push provider logged \(invitation.loggedCount) invitations, "
                + "\(invitation.confirmedCount) were confirmed to us"
        }
        return reviewCount > most ? "\(reviewCount) reviews, not \(most) at most" : nil
    }

    var settlementFault: String? {
        guard case .delivered(let moment) = state else {
            return settled.isEmpty ? nil : "it is settled, but was never delivered"
        }
        guard let fact = settled.first else { return "it was delivered, but is not to be settled" }
        guard settled.count == 1 else { return "it is to be settled \(settled.count) times" }
        let truth = SettledFacts(
            day: Day(of: moment), itemsTotal: price.itemsTotal,
            platformCoupon: price.platformCoupon,
            storeCoupon: price.storeCoupon)
        return fact == truth ? nil : "it is settled as \(fact), but is \(truth)"
    }

    private var isDelivered: Bool {
        if case .delivered = state { true } else { false }
    }

    private var isStanding: Bool {
        switch state {
        case .pending, .paid, .accepted, .ready, .pickedUp, .delivered: true
        case .rejected, .cancelled: false
        }
    }
}

extension SettledFacts: CustomStringConvertible {
    public var description: String {
        "\(itemsTotal) on \(day) (coupons: platform \(platformCoupon), store \(storeCoupon))"
    }
}

import Kernel

/// What is wrong with an order by each invariant: one sentence, or nil.
extension OrderFacts {
    var moneyFault: String? {
        let kept = payment.recorded.captured - payment.recorded.refunded
        let leaving = payment.unanswered?.refunded ?? .zero
        switch state {
        case .pending:
            // Until it is decided the charge may be there or not; how long, `progress` judges.
            if kept != .zero, kept != price.total {
                return "the customer paid \(kept) of \(price.total)"
            }
        case .paid, .accepted, .ready, .pickedUp, .delivered:
            if kept - leaving != price.total {
                return "the customer paid \(kept - leaving), the order says \(price.total)"
            }
        case .rejected, .cancelled:
            if kept - leaving != .zero {
                return "the order came to nothing, and \(kept - leaving) were not refunded"
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
        switch state {
        case .pending: return nil
        case .paid, .accepted, .ready, .pickedUp, .delivered:
            guard coupon.redeemedBy != id else { return nil }
            let other = coupon.redeemedBy.map { "is redeemed by \($0)" } ?? "is not redeemed"
            return "the order stands with \(coupon.id), which \(other)"
        case .rejected, .cancelled:
            return coupon.redeemedBy == id ? "\(coupon.id) was not given back" : nil
        }
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
}

extension SettledFacts: CustomStringConvertible {
    public var description: String {
        "\(itemsTotal) on \(day) (coupons: platform \(platformCoupon), store \(storeCoupon))"
    }
}

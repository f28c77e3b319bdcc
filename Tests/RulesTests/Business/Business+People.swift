import CouponsRules
import DeliveryRules
import Kernel
import OrdersRules
import PaymentsRules
import ReviewsRules

/// What members do of their own accord.
extension Business {
    mutating func topUp(_ member: MemberID) {
        let amount = Money(won: .random(in: 0...30_000, using: &random))
        guard (try? wallets[member]?.topUp(amount)) != nil else { return }
        record(.topUp(of: member, amount: amount))
    }

    mutating func claim(by member: MemberID) {
        let at = Int.random(in: campaigns.indices, using: &random)
        let hasOne = coupons.contains {
            $0.memberID == member && $0.campaignID == campaigns[at].id
        }
        let id = CouponID(bits: UInt128(coupons.count))
        if let coupon = try? campaigns[at].claim(id, by: member, hasOne: hasOne, at: now) {
            coupons.append(coupon)
        }
    }

    /// With a coupon of one's own, which another order may have, or at times with another's.
    mutating func place(by member: MemberID) {
        let quantity = Int.random(in: 1...5, using: &random)
        let expected = Self.item.price * quantity + Self.store.deliveryFee
        let lines = [Cart.Line(itemID: Self.item.id, quantity: quantity)]
        guard let cart = try? Cart(lines),
            let priced = try? Self.store.price(cart, from: [Self.item], expecting: expected)
        else { return }
        let isOthers = Int.random(in: 0..<4, using: &random) == 0
        let coupon = coupons.filter { isOthers || $0.memberID == member }
            .randomElement(using: &random)
        orders.append(
            PlacedOrder(
                OrderID(bits: UInt128(orders.count)),
                Order(placedBy: member, atStoreOf: Self.owner, with: coupon?.id), priced,
                by: Bool.random(using: &random) ? .wallet : .card("card_ok"), at: now))
    }

    mutating func changeShift() {
        let rider = Self.riders.randomElement(using: &random) ?? Self.riders[0]
        if Int.random(in: 0..<3, using: &random) == 0 {
            try? shifts[rider]?.goOff()
        } else {
            let place = Place(
                x: .random(in: -6_000...6_000, using: &random), y: 0)
            shifts[rider]?.goOn(at: place, now: now)
        }
    }

    mutating func pickUp(_ index: Int, by rider: MemberID) {
        let isFoodReady = orders[index].order.state == .ready
        guard (try? orders[index].delivery?.pickUp(by: rider, isFoodReady: isFoodReady)) != nil
        else { return }
        move(index) { order throws(OrderRejection) in
            try order.deliveryPickedUp()
            return []
        }
    }

    mutating func endDelivery(_ index: Int, by rider: MemberID, isBrought: Bool) {
        guard var delivery = orders[index].delivery else { return }
        do {
            try isBrought ? delivery.complete(by: rider) : delivery.fail(by: rider)
        } catch {
            return
        }
        orders[index].delivery = delivery
        _ = shifts[rider]?.finish(
            orders[index].deliveryID, at: delivery.destination, now: now)
        move(index) { order throws(OrderRejection) in
            isBrought
                ? try order.deliveryCompleted() : try order.deliveryFailed(hadRider: true)
        }
    }

    mutating func review(_ index: Int, by member: MemberID) {
        let placed = orders[index]
        let order = ReviewableOrder(
            id: placed.id, storeID: Self.store.id, customerID: placed.order.customerID,
            isDelivered: placed.order.state == .delivered, isReviewed: placed.isReviewed)
        let stars = Int.random(in: 0...6, using: &random)
        guard let review = try? order.review(by: member, stars: stars, text: "", at: now)
        else { return }
        orders[index].isReviewed = true
        rating.add(stars: review.stars)
    }
}

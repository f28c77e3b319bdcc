public import Kernel

// Every way in which money moves in this business, in the order in which an order meets them.

extension LedgerEntry {
    public static func topUp(of member: MemberID, amount: Money) -> LedgerEntry {
        LedgerEntry(
            .topUp,
            debits: [Leg(account: .bank, amount: amount)],
            credits: [Leg(account: .wallet(member), amount: amount)])
    }

    /// What the customer pays is held for the order: nobody has earned it yet.
    public static func capture(
        for order: OrderID, from member: MemberID, by method: PaymentMethod, amount: Money
    ) -> LedgerEntry {
        LedgerEntry(
            .capture, of: order,
            debits: [Leg(account: method.account(of: member), amount: amount)],
            credits: [Leg(account: .order(order), amount: amount)])
    }

    /// Always in full, and back to where it came from.
    public static func refund(
        for order: OrderID, to member: MemberID, by method: PaymentMethod, amount: Money
    ) -> LedgerEntry {
        LedgerEntry(
            .refund, of: order,
            debits: [Leg(account: .order(order), amount: amount)],
            credits: [Leg(account: method.account(of: member), amount: amount)])
    }

    /// What was held for the order is earned: the fee by the rider, the rest by the store, to whom
    /// the platform makes good what its own coupon took off.
    public static func delivery(
        of order: OrderID, sums: OrderSums, to store: StoreID, by rider: MemberID
    ) -> LedgerEntry {
        LedgerEntry(
            .delivery, of: order,
            debits: [
                Leg(account: .order(order), amount: sums.payable),
                Leg(account: .couponExpense, amount: sums.platformCoupon),
            ],
            credits: [
                Leg(account: .store(store), amount: sums.itemsTotal - sums.storeCoupon),
                Leg(account: .rider(rider), amount: sums.deliveryFee),
            ])
    }

    /// A store's account is cleared. A payout below zero is what the store has to pay us, for ads
    /// that its orders did not earn.
    public static func settlement(
        of store: StoreID, commission: Money, ads: Money, payout: Money
    ) -> LedgerEntry {
        LedgerEntry(
            .settlement,
            debits: [Leg(account: .store(store), amount: commission + ads + payout)],
            credits: [
                Leg(account: .commission, amount: commission),
                Leg(account: .adIncome, amount: ads),
                Leg(account: .bank, amount: payout),
            ])
    }
}

/// What Payments needs to know of an order to share its money out. At most one coupon is above zero.
public struct OrderSums: Hashable, Sendable {
    public let itemsTotal: Money
    public let deliveryFee: Money
    public let platformCoupon: Money
    public let storeCoupon: Money

    public init(
        itemsTotal: Money, deliveryFee: Money, platformCoupon: Money = .zero,
        storeCoupon: Money = .zero
    ) {
        let coupons = platformCoupon + storeCoupon
        precondition(
            deliveryFee >= .zero && platformCoupon >= .zero && storeCoupon >= .zero
                && coupons <= itemsTotal,
            "coupons of \(coupons) on items of \(itemsTotal)")
        self.itemsTotal = itemsTotal
        self.deliveryFee = deliveryFee
        self.platformCoupon = platformCoupon
        self.storeCoupon = storeCoupon
    }

    /// What the customer pays.
    public var payable: Money { itemsTotal + deliveryFee - platformCoupon - storeCoupon }
}

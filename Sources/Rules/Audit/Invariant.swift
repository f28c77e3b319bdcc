/// What holds whenever nothing is in flight, in every phase. The numbers are those of the contract.
public enum Invariant: Int, CaseIterable, Sendable {
    /// Ledger entries balance; captures less refunds are what the order's state says; the provider's
    /// statement agrees.
    case money = 1
    /// No more claims than stock; a coupon stands with one order at most, and is back after a
    /// cancellation.
    case coupons = 2
    /// Every order is settled, or waits for a person or a provider.
    case progress = 3
    /// A delivered order gave one invitation to review it, and one review at most.
    case reviews = 4
    /// What is kept to be read is what its sources say.
    case readModels = 5
    /// What was paid out is what was delivered.
    case settlement = 6
}

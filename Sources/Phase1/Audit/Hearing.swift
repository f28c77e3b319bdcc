import AuditRules
import DeliveryRules
import Kernel
import SharedDatabase
import Storage

/// One audit: goes through one snapshot, context by context, and tells the judge.
///
/// The orders come in pages, each with what every context has in the same range of identifiers, so
/// that all tables are walked once, side by side, in the memory of a page. What is kept beyond one is
/// a line a store and a member.
struct Hearing {
    let reader: Reader
    let dispatchLimit: DispatchLimit
    var judge: Judge
    var page = OrderPage()
    /// What the ledger has in the accounts of wallets.
    var wallets: [MemberID: Money] = [:]
    var stores: [StoreID: StoreTally] = [:]
    var memberOrders = ChainTally<MemberTag>()
    var storeOrders = ChainTally<StoreTag>()
    /// Pushes up to this number were sent so long ago that nobody asks when.
    let sentLongAgo: Int64

    init(at now: Moment, of reader: Reader, dispatchLimit: DispatchLimit) throws {
        judge = Judge(at: now)
        self.reader = reader
        self.dispatchLimit = dispatchLimit
        sentLongAgo =
            try reader.first(
                "SELECT through FROM push_batches WHERE sent_at < ? ORDER BY through DESC LIMIT 1",
                now.advanced(byMilliseconds: -Judge.inFlightMilliseconds)
            ) { row in try row[0] } ?? 0
    }

    mutating func report() throws -> AuditReport {
        repeat {
            page = try OrderPage(behind: page, in: reader)
            try hearPayments()
            try hearRefunds()
            try hearLedger()
            try hearStatement()
            try hearDeliveries()
            try hearInvitations()
            try hearReviews()
            try hearSettlementFacts()
            hearOrders()
        } while !page.isLast
        try hearWallets()
        try hearCampaigns()
        try hearStrayCoupons()
        try hearStores()
        try hearOrderLists()
        try hearPushLists()
        return judge.report
    }

    private mutating func hearOrders() {
        for (order, store) in zip(page.orders, page.stores) {
            judge.hear(order)
            if case .delivered = order.state { stores[store, default: StoreTally()].orders += 1 }
        }
        noteLinks()
    }
}

/// What a store's own figures are held against: counted from orders, reviews, facts and ledger.
struct StoreTally {
    var orders = 0
    var reviews = 0
    var stars = 0
    /// Earned by orders that no run has taken yet.
    var unsettled = Money.zero
    /// What the ledger says that we owe it.
    var owed = Money.zero
}

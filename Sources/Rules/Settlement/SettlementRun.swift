public import Kernel

/// What a store is paid, once: closed when it is made, and never changed again. What comes later
/// belongs to the next run.
public struct SettlementRun: Equatable, Sendable {
    public static let mostDays = 1_000

    public let id: SettlementID
    public let storeID: StoreID
    public let through: Day
    /// One a day, in the order of the days.
    public let lines: [SettlementLine]

    /// As it was stored; `closed` is how one comes to be.
    public init(id: SettlementID, storeID: StoreID, through: Day, lines: [SettlementLine]) {
        self.id = id
        self.storeID = storeID
        self.through = through
        self.lines = lines
    }

    /// `unsettled` are the sums of all facts of the store that no run has yet; those of days after
    /// `through` are left for another.
    public static func closed(
        id: SettlementID, for store: StoreID, through: Day, on today: Day,
        unsettled: [Day: DaySums]
    ) throws(SettlementRejection) -> SettlementRun {
        guard through <= today else { throw .dayNotBegun }
        let sums = unsettled.filter { $0.key <= through }
        guard !sums.isEmpty else { throw .nothingToSettle }
        guard sums.count <= mostDays else { throw .tooManyDays }
        return SettlementRun(
            id: id, storeID: store, through: through, lines: SettlementLine.lines(of: sums))
    }

    public var amounts: SettlementAmounts {
        SettlementAmounts(
            fromStore: sum(\.earned), commission: sum(\.commission), ads: sum(\.sums.ads))
    }

    private func sum(_ amount: (SettlementLine) -> Money) -> Money {
        lines.reduce(.zero) { $0 + amount($1) }
    }
}

/// The legs of a run's entry in the ledger, each to the credit of its account, but `fromStore`, which
/// debits the store's.
public struct SettlementAmounts: Equatable, Sendable {
    public let fromStore: Money
    public let commission: Money
    public let ads: Money

    /// What the bank pays out. Below zero the store is billed instead: no run leaves a rest to the
    /// next, so each can be recomputed from its own facts alone.
    public var payout: Money { fromStore - commission - ads }
}

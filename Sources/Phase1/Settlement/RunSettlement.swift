import Identity
import Kernel
import PaymentsRules
import PublicAPI
import PublicDoor
import SettlementRules
import Storage

extension Monolith {
    /// Pays a store out, once a key. Deliveries, ads, settlement and ledger lie in one database, so a
    /// run is one transaction: its facts cannot change under it, and it is paid when it is closed.
    func runSettlement(
        _ call: Call<NoID, NoQuery, SettlementForm>, _ caller: Caller
    ) async throws -> Reply<SettlementView> {
        let request = KeyedRequest(call, of: caller, to: PublicAPI.runSettlement)
        let id = SettlementID(bits: identifiers.next())
        let form = call.body
        let answer = try await once(request, about: id) { transaction, now in
            guard try Stores.owner(of: form.storeID, in: transaction) != nil else {
                throw Refusal(.storeNotFound)
            }
            let run = try Settlements.close(
                id, of: form.storeID, through: form.through, at: now, in: transaction)
            return SettlementView(run)
        }
        return reply(again: answer, to: PublicAPI.runSettlement)
    }
}

extension Settlements {
    fileprivate static func close(
        _ id: SettlementID, of store: StoreID, through: Day, at now: Moment,
        in transaction: Transaction
    ) throws -> SettlementRun {
        try noteAdDays(of: store, through: through, in: transaction)
        let run = try SettlementRun.closed(
            id: id, for: store, through: through, on: Day(of: now),
            unsettled: unsettled(of: store, through: through, in: transaction))
        try run.insert(in: transaction)
        try Ledger.post(LedgerEntry(run), of: id.bits, at: now, in: transaction)
        return run
    }
}

extension LedgerEntry {
    init(_ run: SettlementRun) {
        let amounts = run.amounts
        self = .settlement(
            of: run.storeID, commission: amounts.commission, ads: amounts.ads,
            payout: amounts.payout)
    }
}

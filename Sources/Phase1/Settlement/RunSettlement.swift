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
        let answer = try await once(request, about: id.bits) { transaction, now in
            let record = try Self.close(id, as: form, at: now, in: transaction)
            return SettlementView(record)
        }
        return reply(again: answer, to: PublicAPI.runSettlement)
    }

    private static func close(
        _ id: SettlementID, as form: SettlementForm, at now: Moment, in transaction: Transaction
    ) throws -> SettlementRecord {
        let store = form.storeID
        guard try Stores.owner(of: store, in: transaction) != nil else {
            throw Refusal(.storeNotFound)
        }
        try Settlements.noteAdDays(of: store, through: form.through, in: transaction)
        let days = try Settlements.unsettled(of: store, through: form.through, in: transaction)
        let run = try SettlementRun.closed(
            id: id, for: store, through: form.through, on: Day(of: now),
            unsettled: days.mapValues(\.sums))
        let record = SettlementRecord(run: run, orderCounts: days.mapValues(\.orderCount))
        try record.insert(in: transaction)
        try Ledger.post(LedgerEntry(run), of: id.bits, at: now, in: transaction)
        return record
    }
}

extension LedgerEntry {
    init(_ run: SettlementRun) {
        let amounts = run.amounts
        self = .settlement(
            of: run.store, commission: amounts.commission, ads: amounts.adIncome,
            payout: amounts.payout)
    }
}

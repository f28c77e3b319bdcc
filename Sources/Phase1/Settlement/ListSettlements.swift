import Kernel
import PublicAPI
import PublicDoor
import SettlementRules
import Storage

extension Monolith {
    /// A store's closed runs, the latest first.
    func listSettlements(
        _ call: Call<StoreID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<SettlementView>> {
        let cursor = try PageCursor<SettlementTag>(call.query)
        let runs = try await database.read { reader in
            try Stores.requireOwner(caller.member, of: call.id, in: reader)
            return try SettlementRun.page(
                of: call.id, before: cursor.before, limit: cursor.readLimit, in: reader)
        }
        return Reply(cursor.page(of: runs, by: \.id) { SettlementView($0) })
    }
}

import Kernel
import PublicAPI
import PublicDoor
import SettlementRules
import Storage

extension Monolith {
    /// A store's closed runs, the latest first. The cursor is the last one's identifier: it tells
    /// nothing that the page did not.
    func settlements(
        _ call: Call<StoreID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<SettlementView>> {
        let limit = call.query.limit
        let before = try call.query.cursor.map(Self.settlement(behind:))
        let records = try await database.read { reader in
            guard let owner = try Stores.owner(of: call.id, in: reader) else {
                throw Refusal(.storeNotFound)
            }
            guard owner == caller.member else { throw Refusal(.forbidden) }
            return try SettlementRecord.latest(
                of: call.id, before: before ?? SettlementID(bits: .max), limit: limit + 1,
                in: reader)
        }
        let isMore = records.count > limit
        let page = records.prefix(limit)
        return Reply(
            Page(
                page.map { SettlementView($0) },
                next: isMore ? page.last?.run.id.description : nil))
    }

    private static func settlement(behind cursor: String) throws -> SettlementID {
        guard let id = SettlementID(cursor) else { throw Refusal(.cursorInvalid) }
        return id
    }
}

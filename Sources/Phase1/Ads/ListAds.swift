import AdsRules
import Kernel
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    func listAds(
        _ call: Call<StoreID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<AdView>> {
        let cursor = try PageCursor<AdTag>(call.query)
        let today = Day(of: now)
        let ads = try await database.read { reader in
            try Stores.requireOwner(caller.member, of: call.id, in: reader)
            return try Ads.page(
                of: call.id, before: cursor.before, limit: cursor.readLimit, in: reader)
        }
        return Reply(cursor.page(of: ads, by: \.id) { AdView($0, on: today) })
    }
}

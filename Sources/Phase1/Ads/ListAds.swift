import AdsRules
import Kernel
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    func ads(
        _ call: Call<StoreID, PageQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<Page<AdView>> {
        let end = try call.query.end(of: AdID.self)
        let today = Day(of: now)
        let found = try await database.read { reader in
            try Stores.check(caller.member, owns: call.id, in: reader)
            return try Ads.page(of: call.id, before: end, limit: call.query.asked, in: reader)
        }
        let views = found.map { AdView($0, on: today) }
        return Reply(Page(views, of: call.query, by: \.id))
    }
}

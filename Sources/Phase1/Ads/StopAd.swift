import AdsRules
import Kernel
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    /// An ad that runs today runs to its end, so nothing changes on top of the listing now.
    func stopAd(
        _ call: Call<AdID, NoQuery, Nothing>, _ caller: Caller
    ) async throws -> Reply<AdView> {
        let now = self.now
        let today = Day(of: now)
        let ad = try await database.write { transaction in
            guard let ad = try Ads.find(call.id, in: transaction) else {
                throw Refusal(.adNotFound)
            }
            try Stores.requireOwner(caller.member, of: ad.storeID, in: transaction)
            let stopped = try ad.stopped(on: today)
            if stopped != ad { try Ads.keepEnd(of: stopped, at: now, in: transaction) }
            return stopped
        }
        return reply(AdView(ad, on: today))
    }
}

import AdsRules
import Identity
import Kernel
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    /// Nothing is paid now: each day that begins is a fact for the next settlement.
    func buyAd(
        _ call: Call<StoreID, NoQuery, AdForm>, _ caller: Caller
    ) async throws -> Reply<AdView> {
        let id = AdID(bits: identifiers.next())
        let request = KeyedRequest(call, of: caller, to: PublicAPI.buyAd)
        let answer = try await once(request, about: id) { transaction, now in
            try Stores.requireOwner(caller.member, of: call.id, in: transaction)
            let today = Day(of: now)
            let ad = try Ad.bought(
                id: id, for: call.id, from: call.body.from, until: call.body.until, on: today,
                besides: Ads.standing(of: call.id, on: today, in: transaction))
            try Ads.insert(ad, at: now, in: transaction)
            if ad.isActive(on: today) { try Ads.show(on: today, in: transaction) }
            return AdView(ad, on: today)
        }
        return reply(again: answer, to: PublicAPI.buyAd)
    }
}

import CouponsRules
import Identity
import Kernel
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    func openCampaign(
        _ call: Call<NoID, NoQuery, CampaignForm>, _ caller: Caller
    ) async throws -> Reply<CampaignView> {
        let form = call.body
        let terms = CouponTerms(
            discount: form.discount, minimumOrder: form.minimumOrder,
            funder: CouponTerms.Funder(storeID: form.fundedByStore), startsAt: form.startsAt,
            endsAt: form.endsAt)
        let campaign = try Campaign(
            opening: CampaignID(bits: identifiers.next()), on: terms, stock: form.stock)
        try await database.write { transaction in
            if let store = form.fundedByStore, try Stores.owner(of: store, in: transaction) == nil {
                throw Refusal(.storeNotFound)
            }
            try campaign.insert(in: transaction)
        }
        return reply(CampaignView(campaign))
    }
}

import CouponsRules
import Kernel
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    func showCampaign(
        _ call: Call<CampaignID, NoQuery, Nothing>
    ) async throws -> Reply<CampaignView> {
        let campaign = try await database.read { reader in
            try Campaign.find(call.id, in: reader)
        }
        guard let campaign else { throw Refusal(.campaignNotFound) }
        return Reply(CampaignView(campaign))
    }
}

import Kernel
import PublicAPI
import PublicDoor
import Storage

extension Monolith {
    func showStore(_ call: Call<StoreID, NoQuery, Nothing>) async throws -> Reply<StoreView> {
        let view = try await database.read { reader in
            try StoreRecord.find(call.id, in: reader).map { try StoreView($0, in: reader) }
        }
        guard let view else { throw Refusal(.storeNotFound) }
        return Reply(view)
    }
}

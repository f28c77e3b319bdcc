import Kernel
import PublicAPI
import PublicDoor
import Storage
import StoresRules

extension Monolith {
    func setOpening(
        _ call: Call<StoreID, NoQuery, OpeningForm>, _ caller: Caller
    ) async throws -> Reply<StoreView> {
        let view = try await database.write { transaction in
            var record = try StoreRecord.find(
                call.id, ownedBy: caller.member, in: transaction)
            record.store.isOpen = call.body.isOpen
            try record.keep(in: transaction)
            return try StoreView(record, in: transaction)
        }
        return reply(view)
    }
}

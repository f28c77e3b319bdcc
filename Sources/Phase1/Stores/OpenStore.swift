import Identity
import Kernel
import PublicAPI
import PublicDoor
import SharedDatabase
import Storage
import StoresRules

extension Monolith {
    func openStore(
        _ call: Call<NoID, NoQuery, StoreForm>, _ caller: Caller
    ) async throws -> Reply<StoreView> {
        let id = StoreID(bits: identifiers.next())
        let profile = StoreProfile(call.body)
        let now = self.now
        let view = try await database.write { transaction in
            let others = try Stores.count(of: caller.member, in: transaction)
            let store = try Store.opened(id: id, by: caller.member, profile, besides: others)
            let record = try StoreRecord.inserted(store, at: now, in: transaction)
            try StoreSearch.index(record, in: transaction)
            return try StoreView(record, in: transaction)
        }
        return reply(view)
    }
}

extension StoreProfile {
    fileprivate init(_ form: StoreForm) {
        self.init(
            name: form.name, category: StoreCategory(form.category), place: form.place,
            minimumOrder: form.minimumOrder, deliveryFee: form.deliveryFee)
    }
}

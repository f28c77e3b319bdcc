import Kernel
import PublicAPI
import PublicDoor
import Storage
import StoresRules

extension Monolith {
    func editStore(
        _ call: Call<StoreID, NoQuery, StoreChangeForm>, _ caller: Caller
    ) async throws -> Reply<StoreView> {
        let edit = StoreEdit(call.body)
        let view = try await database.write { transaction in
            var record = try StoreRecord.find(
                call.id, ownedBy: caller.member, in: transaction)
            record.store = try record.store.edited(by: edit)
            try record.keep(in: transaction)
            if edit.name != nil { try StoreSearch.index(record, in: transaction) }
            return try StoreView(record, in: transaction)
        }
        return reply(view)
    }
}

extension StoreEdit {
    fileprivate init(_ form: StoreChangeForm) {
        self.init(
            name: form.name, category: form.category.map { StoreCategory($0) },
            place: form.place, minimumOrder: form.minimumOrder, deliveryFee: form.deliveryFee)
    }
}

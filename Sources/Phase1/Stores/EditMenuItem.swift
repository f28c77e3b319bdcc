import PublicAPI
import PublicDoor
import Storage
import StoresRules

extension Monolith {
    func editMenuItem(
        _ call: Call<MenuPlace, NoQuery, MenuItemChangeForm>, _ caller: Caller
    ) async throws -> Reply<MenuItemView> {
        let edit = MenuItemEdit(call.body)
        let item = try await database.write { transaction in
            let record = try StoreRecord.find(
                call.id.store, ownedBy: caller.member, in: transaction)
            let before = try Menu.find(call.id, in: transaction)
            let item = try before.edited(by: edit)
            try Menu.keep(item, in: transaction)
            // Prices and what is sold out today are no words to search for.
            if item.name != before.name || item.isWithdrawn {
                try StoreSearch.index(record, in: transaction)
            }
            return item
        }
        return reply(MenuItemView(item))
    }
}

extension MenuItemEdit {
    fileprivate init(_ form: MenuItemChangeForm) {
        self.init(
            name: form.name, price: form.price, isSoldOut: form.isSoldOut,
            isWithdrawn: form.isWithdrawn)
    }
}

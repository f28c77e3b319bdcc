import Identity
import Kernel
import PublicAPI
import PublicDoor
import Storage
import StoresRules

extension Monolith {
    func addMenuItem(
        _ call: Call<StoreID, NoQuery, MenuItemForm>, _ caller: Caller
    ) async throws -> Reply<MenuItemView> {
        let id = MenuItemID(bits: identifiers.next())
        let item = try await database.write { transaction in
            let record = try StoreRecord.find(
                call.id, ownedBy: caller.member, in: transaction)
            let others = try Menu.count(of: call.id, in: transaction)
            let item = try MenuItem.added(
                id: id, to: call.id, name: call.body.name, price: call.body.price,
                besides: others)
            try Menu.insert(item, in: transaction)
            try StoreSearch.index(record, in: transaction)
            return item
        }
        return reply(MenuItemView(item))
    }
}

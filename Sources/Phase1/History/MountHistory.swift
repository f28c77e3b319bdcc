import PublicAPI
import PublicDoor

extension Monolith {
    func mountHistory(on door: inout PublicDoor) {
        door.on(PublicAPI.myOrders, handler: listMyOrders)
    }
}

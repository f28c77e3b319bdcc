import PublicAPI
import PublicDoor

extension Monolith {
    func mountOrders(on door: inout PublicDoor) {
        door.on(PublicAPI.placeOrder, handler: placeOrder)
        door.on(PublicAPI.order, handler: showOrder)
        door.on(PublicAPI.cancelOrder, handler: cancelOrder)
        door.on(PublicAPI.acceptOrder, handler: acceptOrder)
        door.on(PublicAPI.rejectOrder, handler: rejectOrder)
        door.on(PublicAPI.markOrderReady, handler: markOrderReady)
        door.on(PublicAPI.storeOrders, handler: listStoreOrders)
    }
}

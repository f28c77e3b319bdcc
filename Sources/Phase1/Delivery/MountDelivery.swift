import PublicAPI
import PublicDoor

extension Monolith {
    func mountDelivery(on door: inout PublicDoor) {
        door.on(PublicAPI.setShift, handler: setShift)
        door.on(PublicAPI.myDeliveries, handler: listMyDeliveries)
        door.on(PublicAPI.pickUp, handler: pickUp)
        door.on(PublicAPI.completeDelivery, handler: completeDelivery)
        door.on(PublicAPI.failDelivery, handler: failDelivery)
    }
}

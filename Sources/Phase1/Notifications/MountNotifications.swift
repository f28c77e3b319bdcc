import PublicAPI
import PublicDoor

extension Monolith {
    func mountNotifications(on door: inout PublicDoor) {
        door.on(PublicAPI.myNotifications, handler: listMyNotifications)
    }
}

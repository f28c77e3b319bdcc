import PublicAPI
import PublicDoor

extension Monolith {
    func mountNotifications(on door: inout PublicDoor) {
    }
}

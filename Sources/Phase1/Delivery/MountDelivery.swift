import PublicAPI
import PublicDoor

extension Monolith {
    func mountDelivery(on door: inout PublicDoor) {
    }
}

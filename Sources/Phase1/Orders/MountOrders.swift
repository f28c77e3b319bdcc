import PublicAPI
import PublicDoor

extension Monolith {
    func mountOrders(on door: inout PublicDoor) {
    }
}

import PublicAPI
import PublicDoor

extension Monolith {
    func mountCoupons(on door: inout PublicDoor) {
    }
}

import PublicAPI
import PublicDoor

extension Monolith {
    func mountPayments(on door: inout PublicDoor) {
    }
}

import PublicAPI
import PublicDoor

extension Monolith {
    func mountSettlement(on door: inout PublicDoor) {
    }
}

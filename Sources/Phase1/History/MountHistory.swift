import PublicAPI
import PublicDoor

extension Monolith {
    func mountHistory(on door: inout PublicDoor) {
    }
}

import PublicAPI
import PublicDoor

extension Monolith {
    func mountMembers(on door: inout PublicDoor) {
    }
}

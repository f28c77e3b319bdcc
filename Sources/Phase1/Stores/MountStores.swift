import PublicAPI
import PublicDoor

extension Monolith {
    func mountStores(on door: inout PublicDoor) {
    }
}

import PublicAPI
import PublicDoor

extension Monolith {
    func mountAds(on door: inout PublicDoor) {
    }
}
